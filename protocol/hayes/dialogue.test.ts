import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { asciiBytes } from '../bytes.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { DialogueEvent, DialOptions } from './dialogue-types.ts';
import { HayesDialogue } from './dialogue.ts';
import { defaultInit } from './init.ts';

const options: DialOptions = {
  init: defaultInit,
  number: '555-0100',
  dialling: 'tone',
  commandTimeout: 3_000,
  carrierTimeout: 60_000,
};

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

/** A dialogue with a modem that answers each line by `reply`; undefined is silence. */
function makeDialogue(reply: (line: string) => string | undefined, { dtr = false } = {}) {
  const sent: string[] = [];
  const dtrChanges: boolean[] = [];
  const events: DialogueEvent[] = [];
  const hear = (text: string) => dialogue.receive(asciiBytes(text));
  const dialogue = new HayesDialogue({
    clock,
    send(bytes) {
      const text = String.fromCharCode(...bytes);
      sent.push(text.replace('\r', '␍'));
      const answer = reply(text.replace('\r', ''));
      if (answer !== undefined) clock.after(1, () => hear(answer));
    },
    setDtr(on) {
      dtrChanges.push(on);
      return dtr;
    },
    emit: (event) => void events.push(event),
  });
  return {
    dialogue,
    hear,
    sent,
    dtrChanges,
    events,
    /** Events but the log's. */
    told: () =>
      events
        .filter(({ type }) => type !== 'sent' && type !== 'received' && type !== 'log')
        .map((event) => event),
    logged: () =>
      events.flatMap((event) => ('text' in event && event.type !== 'connected' ? [event.text] : [])),
    failure() {
      const last = events.at(-1);
      if (last?.type !== 'failed') throw new Error(`no failure but ${last?.type ?? 'nothing'}`);
      return last.failure;
    },
  };
}

const ok = () => '\r\nOK\r\n';
const obedient = (result: string | undefined) => (line: string) =>
  line.startsWith('ATD') || line === 'ATA' ? result : ok();

describe('dialling', () => {
  it('wakes, initialises, dials and connects', () => {
    const modem = makeDialogue(
      obedient('\r\nRINGING\r\n\r\nCARRIER 33600\r\n\r\nCONNECT 33600/V42\r\n~\xff}#'),
    );
    modem.dialogue.dial(options);
    clock.advance(1_000);
    expect(modem.sent).toEqual(['AT␍', 'ATQ0V1E0␍', 'ATS0=0␍', 'ATDT555-0100␍']);
    expect(modem.told()).toEqual([
      { type: 'initialising' },
      { type: 'dialling' },
      { type: 'ringing' },
      { type: 'connected', text: 'CONNECT 33600/V42', speed: 33_600, rest: asciiBytes('~\xff}#') },
    ]);
    expect(clock.pending).toBe(0);
    expect(clock.now()).toBeLessThanOrEqual(1_000);
  });

  it('dials by pulse', () => {
    const modem = makeDialogue(obedient('\r\nBUSY\r\n'));
    modem.dialogue.dial({ ...options, dialling: 'pulse' });
    clock.advance(1_000);
    expect(modem.sent.at(-1)).toBe('ATDP555-0100␍');
  });

  it.each([
    ['ERROR', 651],
    ['BUSY', 676],
    ['VOICE', 677],
    ['FAX', 677],
    ['NO ANSWER', 678],
    ['NO CARRIER', 679],
    ['NO DIALTONE', 680],
    ['NO DIAL TONE', 680],
    ['DELAYED', 651],
    ['BLACKLISTED', 651],
  ])('reports %s as %i', (result, number) => {
    const modem = makeDialogue(obedient(`\r\n${result}\r\n`));
    modem.dialogue.dial(options);
    clock.advance(1_000);
    expect(modem.failure()).toMatchObject({ number, evidence: result });
    expect(clock.pending).toBe(0);
  });

  it('tells a delayed from a blacklisted number, and both from an error', () => {
    const causes = ['DELAYED', 'BLACKLISTED', 'ERROR'].map((result) => {
      const modem = makeDialogue(obedient(`${result}\r`));
      modem.dialogue.dial(options);
      clock.advance(1_000);
      return modem.failure().cause;
    });
    expect(new Set(causes).size).toBe(3);
  });

  it('stops the modem when there is no carrier in time', () => {
    const modem = makeDialogue((line) => (line === '' ? '\r\nNO CARRIER\r\n' : obedient(undefined)(line)));
    modem.dialogue.dial(options);
    clock.advance(61_000);
    expect(modem.sent.at(-1)).toBe('␍');
    expect(modem.failure()).toMatchObject({ number: 678, evidence: 'no CONNECT within 60 s' });
    expect(clock.pending).toBe(0);
  });

  it('mentions what it did not understand', () => {
    const modem = makeDialogue(obedient('CONNECTING TO HOST\r'));
    modem.dialogue.dial(options);
    clock.advance(90_000);
    expect(modem.failure().evidence).toContain('CONNECTING TO HOST');
  });

  it('says 630 when nothing answers, within fifteen seconds', () => {
    const modem = makeDialogue(() => undefined);
    modem.dialogue.dial(options);
    clock.advance(15_000);
    expect(modem.failure().number).toBe(630);
    expect(clock.pending).toBe(0);
  });

  it('says 652 when what answers is no modem', () => {
    const modem = makeDialogue(() => 'login: \r\n');
    modem.dialogue.dial(options);
    clock.advance(15_000);
    expect(modem.failure()).toMatchObject({ number: 652, evidence: 'login:' });
  });

  it('tells a modem that only echoes', () => {
    const modem = makeDialogue((line) => `${line}\r`);
    modem.dialogue.dial(options);
    clock.advance(15_000);
    expect(modem.failure()).toMatchObject({ number: 630, cause: expect.stringContaining('echoes') });
  });

  it('turns quiet and numeric answers off before it gives up on them', () => {
    for (const first of [undefined, '0\r']) {
      const modem = makeDialogue((line) => {
        if (line === 'AT') return first;
        return obedient('\r\nCONNECT\r\n')(line);
      });
      modem.dialogue.dial(options);
      clock.advance(5_000);
      expect(modem.sent.slice(0, 3)).toEqual(['AT␍', 'ATQ0V1␍', 'ATQ0V1E0␍']);
      expect(modem.told().at(-1)).toMatchObject({ type: 'connected' });
    }
  });

  it('says what to do about a modem that goes on answering in numbers', () => {
    const modem = makeDialogue((line) => (line.includes('X4') ? '0\r' : ok()));
    modem.dialogue.dial({ ...options, init: ['ATX4'] });
    clock.advance(5_000);
    expect(modem.failure()).toMatchObject({
      number: 652,
      cause: expect.stringContaining('V1'),
      evidence: 'ATX4 → 0',
    });
  });

  it('gets a modem out of data state first', () => {
    let online = true;
    const modem = makeDialogue((line) => {
      if (line === '+++') online = false;
      return online ? undefined : obedient('\r\nCONNECT\r\n')(line);
    });
    modem.dialogue.dial(options);
    clock.advance(20_000);
    expect(modem.sent).toContain('+++');
    expect(modem.told().at(-1)).toMatchObject({ type: 'connected' });
  });

  it('does not take a late answer for one to the next command', () => {
    const modem = makeDialogue((line) => (line.startsWith('ATX') ? '\r\nERROR\r\n' : undefined));
    modem.dialogue.dial({ ...options, init: ['ATX4'] });
    clock.advance(1_600);
    modem.hear('\r\nOK\r\n');
    clock.advance(100);
    modem.hear('\r\nOK\r\n');
    clock.advance(1_000);
    expect(modem.failure()).toMatchObject({ number: 651, evidence: 'ATX4 → ERROR' });
  });

  it('finds an answer behind a line that was never finished', () => {
    const modem = makeDialogue((line) =>
      line === 'AT' ? 'OK\r~~' : line.startsWith('ATD') ? 'BUSY\r' : 'OK\r',
    );
    modem.dialogue.dial(options);
    clock.advance(5_000);
    expect(modem.failure().number).toBe(676);
  });

  it('names the init string that is not accepted', () => {
    const modem = makeDialogue((line) => (line === 'ATX9' ? '\r\nERROR\r\n' : ok()));
    modem.dialogue.dial({ ...options, init: ['ATX9'] });
    clock.advance(5_000);
    expect(modem.failure()).toMatchObject({ number: 651, evidence: 'ATX9 → ERROR' });
  });

  it('is not confused by echo', () => {
    const modem = makeDialogue((line) => `${line}\r${obedient('\r\nBUSY\r\n')(line) ?? ''}`);
    modem.dialogue.dial(options);
    clock.advance(5_000);
    expect(modem.failure().number).toBe(676);
  });

  it('shows no dialled digit, neither sent nor echoed nor in a failure', () => {
    const modem = makeDialogue((line) =>
      line.startsWith('ATD') ? `${line}\r\r\nDIALING 5550100\r\nERROR 5550100\r\n` : ok(),
    );
    modem.dialogue.dial(options);
    clock.advance(5_000);
    expect(modem.failure().evidence).toBe('ERROR #######');
    expect(modem.logged()).toContain('ATDT###-####');
    expect(modem.logged().join('\n')).not.toMatch(/5550100|555-0100/);
  });

  it('sends one line for one command, whatever is in it', () => {
    const modem = makeDialogue(ok);
    modem.dialogue.dial({ ...options, number: '1\rATDT2', init: ['AT\nX\u{1f4de}'] });
    clock.advance(1_000);
    expect(modem.sent.slice(1)).toEqual(['ATX␍', 'ATDT1ATDT2␍']);
  });

  it('reports a line that goes away', () => {
    const modem = makeDialogue(obedient(undefined));
    modem.dialogue.dial(options);
    clock.advance(1_000);
    modem.dialogue.lost('EIO');
    expect(modem.failure()).toMatchObject({ number: 630, evidence: 'EIO' });
    expect(clock.pending).toBe(0);
  });
});

describe('cancelling', () => {
  it('stops a modem that is dialling with a character', () => {
    const modem = makeDialogue((line) => (line === '' ? '\r\nNO CARRIER\r\n' : obedient(undefined)(line)));
    modem.dialogue.dial(options);
    clock.advance(5_000);
    modem.dialogue.cancel();
    modem.dialogue.cancel();
    clock.advance(100);
    expect(modem.sent.at(-1)).toBe('␍');
    expect(modem.told().filter(({ type }) => type === 'failed')).toHaveLength(1);
    expect(modem.failure().number).toBe(631);
    expect(clock.pending).toBe(0);
  });

  it('puts down a call that connects at that very moment', () => {
    const modem = makeDialogue((line) => (line === '' ? '\r\nCONNECT 9600\r\n' : obedient(undefined)(line)));
    modem.dialogue.dial(options);
    clock.advance(5_000);
    modem.dialogue.cancel();
    clock.advance(10_000);
    expect(modem.sent.slice(-3)).toEqual(['␍', '+++', 'ATH␍']);
    expect(modem.failure().number).toBe(631);
    expect(modem.told().some(({ type }) => type === 'connected')).toBe(false);
  });

  it('ends at once before anything was dialled', () => {
    const modem = makeDialogue(() => undefined);
    modem.dialogue.dial(options);
    modem.dialogue.cancel();
    expect(modem.failure().number).toBe(631);
    expect(clock.pending).toBe(0);
  });
});

describe('hanging up', () => {
  function connected(reply: (line: string) => string | undefined, line: { dtr: boolean }) {
    let answer: (line: string) => string | undefined = obedient('\r\nCONNECT\r\n');
    const modem = makeDialogue((command) => answer(command), line);
    modem.dialogue.dial(options);
    clock.advance(1_000);
    answer = reply;
    modem.sent.length = 0;
    modem.dtrChanges.length = 0;
    modem.events.length = 0;
    modem.dialogue.hangUp();
    clock.advance(15_000);
    expect(modem.told()).toHaveLength(1);
    expect(clock.pending).toBe(0);
    return modem;
  }

  it('drops DTR where there is one', () => {
    const modem = connected(ok, { dtr: true });
    expect(modem.dtrChanges).toEqual([false, true]);
    expect(modem.sent).toEqual(['ATH␍']);
    expect(modem.told()).toEqual([{ type: 'hung-up', how: 'DTR dropped' }]);
  });

  it('escapes from a modem that ignores DTR', () => {
    let online = true;
    const modem = connected(
      (line) => {
        if (line === '+++') online = false;
        return online ? undefined : '\r\nOK\r\n';
      },
      { dtr: true },
    );
    expect(modem.sent).toEqual(['ATH␍', '+++', 'ATH␍']);
    expect(modem.told()).toEqual([{ type: 'hung-up', how: 'ATH' }]);
  });

  it('keeps silence for a second on both sides of the escape sequence', () => {
    const times: [string, number][] = [];
    const modem = makeDialogue(obedient('\r\nCONNECT\r\n'));
    modem.dialogue.dial(options);
    clock.advance(1_000);
    const start = clock.now();
    modem.dialogue.hangUp();
    let seen = modem.sent.length;
    while (clock.now() < start + 10_000) {
      clock.advance(50);
      for (; seen < modem.sent.length; seen += 1) times.push([modem.sent[seen]!, clock.now() - start]);
    }
    expect(times[0]![0]).toBe('+++');
    expect(times[0]![1]).toBeGreaterThanOrEqual(1_000);
    expect(times[1]![0]).toBe('ATH␍');
  });

  it('tries ATH again when the escape sequence met a modem in command state', () => {
    let pending = '';
    const modem = connected(
      (line) => {
        if (line === '+++') {
          pending = line;
          return undefined;
        }
        const answer = pending === '' ? 'OK\r' : 'ERROR\r';
        pending = '';
        return answer;
      },
      { dtr: false },
    );
    expect(modem.sent).toEqual(['+++', 'ATH␍', 'ATH␍']);
    expect(modem.told()).toEqual([{ type: 'hung-up', how: 'ATH' }]);
  });

  it('ends in bounded time when nothing answers', () => {
    const modem = connected(() => undefined, { dtr: true });
    expect(modem.told()).toEqual([{ type: 'hung-up', how: 'no answer from the modem' }]);
  });

  it('ends when the line goes away meanwhile', () => {
    const modem = makeDialogue(obedient('\r\nCONNECT\r\n'));
    modem.dialogue.dial(options);
    clock.advance(1_000);
    modem.dialogue.hangUp();
    modem.dialogue.lost('EIO');
    expect(modem.told().at(-1)).toEqual({ type: 'hung-up', how: 'the line went away: EIO' });
    expect(clock.pending).toBe(0);
  });
});

describe('answering', () => {
  it('waits as long as it takes, then answers the ring', () => {
    const modem = makeDialogue(obedient('\r\nCONNECT 33600\r\n'));
    modem.dialogue.answer(options);
    clock.advance(24 * 3_600_000);
    expect(modem.sent).not.toContain('ATA␍');
    modem.hear('\r\nRING\r\n');
    clock.advance(10);
    expect(modem.sent.at(-1)).toBe('ATA␍');
    expect(modem.told().slice(1)).toMatchObject([{ type: 'ring' }, { type: 'connected', speed: 33_600 }]);
  });

  it('does not answer when its owner hangs up on the ring', () => {
    const modem = makeDialogue(obedient(undefined));
    const push = modem.events.push.bind(modem.events);
    modem.events.push = (...events) => {
      const count = push(...events);
      if (events[0]?.type === 'ring') modem.dialogue.hangUp();
      return count;
    };
    modem.dialogue.answer(options);
    clock.advance(1_000);
    modem.hear('\r\nRING\r\n');
    clock.advance(15_000);
    expect(modem.sent).not.toContain('ATA␍');
    expect(modem.told().at(-1)).toMatchObject({ type: 'hung-up' });
  });

  it('reports a caller that went away', () => {
    const modem = makeDialogue(obedient('\r\nNO CARRIER\r\n'));
    modem.dialogue.answer(options);
    clock.advance(1_000);
    modem.hear('\r\nRING\r\n');
    clock.advance(10);
    expect(modem.failure().number).toBe(679);
  });
});

describe('a modem that says anything', () => {
  const saying = fc.oneof(
    fc.constantFrom(
      'OK\r',
      'ERROR\r',
      'CONNECT 9600\r\n',
      'NO CARRIER\r',
      'RING\r',
      '0\r',
      'AT\r',
      'huh\r',
      undefined,
    ),
    fc.string(),
  );
  it('never makes the dialogue throw, hang or tell its end twice', () => {
    fc.assert(
      fc.property(
        fc.array(saying, { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        fc.nat(30),
        (script, dtr, at) => {
          clock = new FakeClock();
          let turn = 0;
          const modem = makeDialogue(() => script[turn++ % script.length], { dtr });
          modem.dialogue.dial(options);
          clock.advance(at * 500);
          modem.dialogue.cancel();
          clock.advance(30_000);
          const ends = modem.told().filter(({ type }) => type === 'failed' || type === 'hung-up');
          expect(ends).toHaveLength(1);
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('fills no log without end', () => {
    const modem = makeDialogue(obedient(undefined));
    modem.dialogue.dial(options);
    clock.advance(1_000);
    modem.hear('noise\r'.repeat(100_000));
    expect(modem.logged().length).toBeLessThan(300);
  });
});
