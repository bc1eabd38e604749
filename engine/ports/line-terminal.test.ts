import { describe, expect, it } from 'vitest';
import type { Failure } from '../../protocol/failure.ts';
import { parseScript } from '../../protocol/scp/parse.ts';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import type { Speaker } from './line-terminal.ts';
import { LineTerminal, patience } from './line-terminal.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const lcp = '~\xff}#\xc0!}!}!';

const credentials = { user: 'dialin', password: 'sesame' };

function open(speaker: Speaker = { who: 'other end', credentials }) {
  const clock = new FakeClock();
  const seen = {
    sent: '',
    shown: '',
    log: '',
    rest: [] as string[],
    lost: 0,
    failures: [] as Failure[],
    halts: 0,
    person: true,
    address: '',
  };
  let full = false;
  const terminal = new LineTerminal(speaker, {
    clock,
    send: (bytes) => {
      if (full) throw Object.assign(new Error('no room'), { code: 'ENOBUFS' });
      seen.sent += textOf(bytes);
    },
    arrived: (bytes) => (seen.shown += textOf(bytes)),
    log: (text) => (seen.log += `${text}\n`),
    done: (rest) => seen.rest.push(textOf(rest)),
    carrierLost: () => (seen.lost += 1),
    failed: (failure) => seen.failures.push(failure),
    halted: () => {
      seen.halts += 1;
      return seen.person;
    },
    address: (address) => (seen.address = address),
  });
  return {
    clock,
    seen,
    terminal,
    hears: (text: string) => {
      terminal.receive(bytesOf(text));
    },
    fill: () => {
      full = true;
    },
  };
}

function script(commands: string) {
  const parsed = parseScript(`proc main ${commands} endproc`);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return open({ who: 'other end', credentials, script: parsed.script });
}

describe('a terminal on a line', () => {
  it('shows what came before it began', () => {
    const { terminal, hears, seen } = open();
    hears('login');
    hears(': ');
    terminal.begin();
    expect(seen.shown).toBe('login: ');
  });

  it('goes on by itself at the first frame, with all of it', () => {
    const { terminal, hears, seen, clock } = open();
    terminal.begin();
    hears(`ppp\r\n${lcp.slice(0, 3)}`);
    hears(lcp.slice(3));
    expect(seen.rest).toEqual([lcp]);
    expect(seen.shown).toMatch(/^ppp\r\n/);
    expect(clock.pending).toBe(0);
    terminal.finish();
    expect(seen.rest).toHaveLength(1);
  });

  it('goes on when it is told to, with the beginning of a frame if there is one', () => {
    const { terminal, hears, seen } = open();
    terminal.begin();
    hears('ok ~\xff');
    terminal.finish();
    expect(seen.rest).toEqual(['~\xff']);
  });

  it('takes a modem for a modem: no frames, no lost carrier', () => {
    const { terminal, hears, seen, clock } = open({ who: 'modem' });
    terminal.begin();
    hears(`\r\nNO CARRIER\r\n`);
    clock.advance(1000);
    hears(lcp);
    expect(seen).toMatchObject({ rest: [], lost: 0 });
  });

  it('believes NO CARRIER when it is the last word', () => {
    const { terminal, hears, clock, seen } = open();
    terminal.begin();
    hears('The modem says\r\nNO CARRIER\r\n');
    clock.advance(299);
    hears('when it is alone.\r\n');
    clock.advance(1000);
    expect(seen.lost).toBe(0);
    hears('\r\nNO CAR');
    hears('RIER\r\n');
    clock.advance(300);
    expect(seen.lost).toBe(1);
  });

  it('waits five minutes from key to key, and then says that nobody is there', () => {
    const { terminal, hears, clock, seen } = open();
    terminal.begin();
    clock.advance(patience - 1);
    terminal.write(bytesOf('a'));
    hears('a banner that never ends');
    clock.advance(patience - 1);
    expect(seen.failures).toEqual([]);
    clock.advance(1);
    expect(seen.failures).toMatchObject([{ number: 703 }]);
  });

  it('fails on a line that takes nothing', () => {
    const { terminal, seen, fill } = open();
    terminal.begin();
    fill();
    terminal.write(bytesOf('a'));
    expect(seen.failures).toMatchObject([{ number: 638 }]);
  });

  it('runs a script, which may take the last word of the text and leaves all frames', () => {
    const { terminal, hears, seen, clock } = script('waitfor "login:" transmit $USERID waitfor "PPP."');
    terminal.begin();
    hears('login:');
    expect(seen.sent).toBe('dialin');
    hears(`Starting PPP.\r\n${lcp}`);
    expect(seen.rest).toEqual([lcp]);
    expect(clock.pending).toBe(0);
  });

  it('lets PPP interrupt a script that waits for something else', () => {
    const { terminal, hears, seen, clock } = script('waitfor "never"');
    terminal.begin();
    hears(`PPP ${lcp}`);
    expect(seen.rest).toEqual([lcp]);
    expect(clock.pending).toBe(0);
  });

  it('gives the line to a person where a script halts, and fails where nobody is', () => {
    const first = script('set screen keyboard off waitfor "a" halt');
    first.terminal.begin();
    first.terminal.write(bytesOf('x'));
    first.hears('a');
    first.terminal.write(bytesOf('y'));
    expect(first.seen).toMatchObject({ sent: 'y', halts: 1, failures: [], rest: [] });
    first.clock.advance(patience);
    expect(first.seen.failures).toMatchObject([{ number: 703 }]);
    const second = script('halt');
    second.seen.person = false;
    second.terminal.begin();
    expect(second.seen.failures).toMatchObject([{ number: 703 }]);
    expect(second.clock.pending).toBe(0);
  });

  it('shows and types seven bits where the script has set the port so', () => {
    const { terminal, hears, seen } = script(
      'set port databits 7 set port parity even transmit "a" waitfor "b" set ipaddr "10.0.0.9" halt',
    );
    terminal.begin();
    hears('\xe2');
    terminal.write(bytesOf('a'));
    expect(seen).toMatchObject({ sent: '\xe1\xe1', shown: 'b', address: '10.0.0.9' });
  });

  it('logs how much was shown, and nothing of it', () => {
    const { terminal, hears, seen } = open();
    terminal.begin();
    terminal.write(bytesOf('secret'));
    hears('secret');
    terminal.close();
    expect(seen.log).toContain('6 bytes');
    expect(seen.log).not.toContain('secret');
    expect(seen.sent).toBe('secret');
  });
});
