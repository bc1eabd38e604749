import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../failure.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { parseScript } from './parse.ts';
import { ScriptRun } from './script-run.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A script on a line whose other end is the test. */
function play(commands: string, declarations = '') {
  const parsed = parseScript(`proc main\n${declarations}\n${commands}\nendproc`);
  if ('error' in parsed) throw new Error(`${parsed.error.line}: ${parsed.error.message}`);
  const clock = new FakeClock();
  const seen = {
    sent: '',
    end: undefined as string | undefined,
    failure: undefined as Failure | undefined,
    addresses: [] as string[],
    keyboard: [] as boolean[],
    log: '',
  };
  const run = new ScriptRun(
    parsed.script,
    { user: 'al^Mice', password: 'se<cr>same' },
    {
      clock,
      send: (bytes) => (seen.sent += String.fromCharCode(...bytes)),
      address: (address) => seen.addresses.push(address),
      keyboard: (on) => seen.keyboard.push(on),
      log: (text) => (seen.log += `${text}\n`),
      over: (end) => (seen.end = end),
      failed: (failure) => (seen.failure = failure),
    },
  );
  run.start();
  return {
    clock,
    seen,
    run,
    hears: (text: string) => {
      run.receive(run.decode(bytesOf(text)));
    },
  };
}

describe('transmit', () => {
  it.each([
    ['"a^Mb"', 'a\rb'],
    ['"^m^[^@^_"', '\r\x1b\0\x1f'],
    ['"<cr><LF>"', '\r\n'],
    ['"\\^M \\<cr> \\\\ \\""', '^M <cr> \\ "'],
    ['"^1 <tab> a\\b"', '^1 <tab> a\\b'],
    ['"^M<cr>\\^", raw', '^M<cr>\\^'],
    ['$USERID', 'al\rice'],
    ['$USERID, raw', 'al^Mice'],
    ['$PASSWORD, raw', 'se<cr>same'],
    ['"\xe9"', '\xe9'],
  ])('%s sends %j', (what, sent) => {
    const { seen, clock } = play(`transmit ${what}`);
    expect(seen).toMatchObject({ sent, end: 'ended' });
    expect(seen.log).not.toContain('same');
    expect(clock.pending).toBe(0);
  });
});

describe('waitfor', () => {
  it('knows no case unless it is told to', () => {
    const loose = play('waitfor "login:"');
    loose.hears('LOGIN: ');
    expect(loose.seen.end).toBe('ended');
    const strict = play('waitfor "login:", matchcase');
    strict.hears('LOGIN: ');
    expect(strict.seen.end).toBeUndefined();
    strict.hears('login:');
    expect(strict.seen.end).toBe('ended');
  });

  it('finds what comes in pieces, and leaves what comes behind it', () => {
    const { seen, hears } = play('waitfor "ogin:" transmit "1" waitfor "word:" transmit "2"');
    for (const piece of ['Welc', 'ome\r\nlog', 'in: pass']) hears(piece);
    expect(seen.sent).toBe('1');
    hears('word:');
    expect(seen).toMatchObject({ sent: '12', end: 'ended' });
  });

  it('finds what came while nobody waited', () => {
    const { seen, hears, clock } = play('delay 2 waitfor "login:"');
    hears('login:');
    clock.advance(2000);
    expect(seen.end).toBe('ended');
  });

  const branches =
    'waitfor "busy" then a, "login" then b until 5\ntransmit "none"\na: transmit "a"\nb: transmit "b"';
  it('goes where the first that came says', () => {
    const { seen, hears } = play(branches);
    hears('login, not busy');
    expect(seen.sent).toBe('b');
  });
  it('goes on behind itself when nothing came in time', () => {
    const { seen, clock } = play(branches);
    clock.advance(4999);
    expect(seen.sent).toBe('');
    clock.advance(1);
    expect(seen.sent).toBe('noneab');
  });

  it.each([
    ['it came', 'x', 'yes'],
    ['it did not', '', 'no'],
  ])('tells by $SUCCESS and $FAILURE that %s', (_what, heard, said) => {
    const { seen, hears, clock } = play(
      'waitfor "x" until 1 if $SUCCESS then transmit "yes" endif if $FAILURE then transmit "no" endif',
    );
    hears(heard);
    clock.advance(1000);
    expect(seen.sent).toBe(said);
  });
});

describe('the other commands', () => {
  it('count, compare and go round', () => {
    const { seen } = play(
      'while n < 3 do n = n + 1 if n != 2 then transmit s + "." endif endwhile if n == 3 and !b then halt endif',
      'integer n\nstring s = "a"\nboolean b',
    );
    expect(seen).toMatchObject({ sent: 'a.a.', end: 'halted' });
  });

  it('reckon as the precedence says, in 32 bits', () => {
    const { seen } = play(
      'if 2 + 3 * 4 - 10 / 3 == 11 and -7 / 2 == -3 and 2147483647 + 1 < 0 then transmit "ok" endif',
    );
    expect(seen.sent).toBe('ok');
  });

  it('wait with delay', () => {
    const { seen, clock } = play('delay 3 transmit "x"');
    clock.advance(2999);
    expect(seen.sent).toBe('');
    clock.advance(1);
    expect(seen.sent).toBe('x');
  });

  it('switch the keyboard', () => {
    expect(play('set screen keyboard off set screen keyboard on').seen.keyboard).toEqual([false, true]);
  });

  it('take the address that the other end tells', () => {
    const { seen, hears } = play('set ipaddr getip 2');
    hears('server 10.0.0.1, you are 10.0.');
    hears('0.23 now');
    expect(seen).toMatchObject({ addresses: ['10.0.0.23'], end: 'ended' });
  });

  it('take an address at the end of the line once it is quiet', () => {
    const { seen, hears, clock } = play('set ipaddr getip');
    hears('999.1.1.1 10.0.0.2');
    clock.advance(400);
    hears('3');
    clock.advance(499);
    expect(seen.addresses).toEqual([]);
    clock.advance(1);
    expect(seen.addresses).toEqual(['10.0.0.23']);
  });

  it('speak seven bits and parity', () => {
    const { seen, hears } = play(
      'set port databits 7 set port parity odd transmit "a" waitfor "b" set port parity mark transmit "a"',
    );
    hears('\xe2');
    expect(seen).toMatchObject({ sent: 'a\xe1', end: 'ended' });
  });
});

describe('a script that goes wrong', () => {
  it.each([
    ['divides by zero', 'delay 1 / 0', 'zero'],
    ['goes round without waiting', 'while TRUE do endwhile', 'circle'],
    ['jumps to where it is', 'a: goto a', 'circle'],
    ['makes endless strings', 'while TRUE do s = s + s + "x" endwhile', 'too long'],
    ['takes a word for an address', 'set ipaddr "nowhere"', 'IP address'],
    ['counts addresses from nought', 'set ipaddr getip 0', 'from one'],
  ])('%s: 752', (_what, commands, cause) => {
    const { seen, clock } = play(commands, 'string s');
    expect(seen.failure).toMatchObject({
      number: 752,
      cause: expect.stringContaining(cause),
      evidence: expect.stringContaining('line 3'),
    });
    expect(clock.pending).toBe(0);
  });

  it('waits no longer than five minutes for what never comes: 638', () => {
    const { seen, clock, hears } = play('waitfor "never"');
    hears('all the time something else');
    clock.advance(299_999);
    expect(seen.failure).toBeUndefined();
    clock.advance(1);
    expect(seen.failure).toMatchObject({ number: 638, evidence: expect.stringContaining('line 3') });
    expect(clock.pending).toBe(0);
  });

  it('cannot outlive that with loops, or with a delay of years', () => {
    for (const commands of ['while TRUE do delay 1 endwhile', 'delay 2147483647']) {
      const { seen, clock } = play(commands);
      clock.advance(300_000);
      expect(seen.end ?? seen.failure?.number).toBeDefined();
      expect(clock.pending).toBe(0);
    }
  });

  it('sets the port to what a line of eight bits cannot carry: 605', () => {
    expect(play('set port parity even transmit "x"').seen.failure).toMatchObject({ number: 605 });
  });

  it('does nothing any more once it is stopped', () => {
    const { seen, clock, hears, run } = play('waitfor "a" transmit "x"');
    run.stop();
    hears('a');
    expect(seen).toMatchObject({ sent: '', end: undefined, failure: undefined });
    expect(clock.pending).toBe(0);
  });

  it('is not troubled by whatever the line says', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (pieces) => {
        const { run, seen } = play('waitfor "\\xff\\xff never" set ipaddr getip 3');
        for (const piece of pieces) run.receive(piece);
        expect(seen.failure).toBeUndefined();
      }),
    );
  });
});
