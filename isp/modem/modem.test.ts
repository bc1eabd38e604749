import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import type { CallProgress } from './modem.ts';
import { Modem } from './modem.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A modem on a bench: what it says, what it dials, what it sends down the line. */
class Bench {
  readonly clock = new FakeClock();
  readonly dialled: string[] = [];
  said = '';
  line = '';
  hangUps = 0;
  answers = 0;
  readonly modem = new Modem({
    clock: this.clock,
    toTerminal: (bytes) => (this.said += String.fromCharCode(...bytes)),
    toLine: (bytes) => (this.line += String.fromCharCode(...bytes)),
    dial: (number) => this.dialled.push(number),
    answer: () => (this.answers += 1),
    hangUp: () => (this.hangUps += 1),
  });

  /** Types this and returns what came back. */
  type(text: string): string {
    this.said = '';
    this.modem.fromTerminal(bytesOf(text));
    return this.said;
  }

  progress(progress: CallProgress): string {
    this.said = '';
    this.modem.progress(progress);
    return this.said;
  }

  /** Dials quietly and goes online. */
  online(setUp = 'ATE0'): this {
    this.type(`${setUp}\r`);
    this.type('ATDT5550100\r');
    this.progress({ type: 'connected', speed: 33600 });
    this.said = '';
    return this;
  }

  escape(): void {
    this.clock.advance(1000);
    this.type('+++');
    this.clock.advance(1000);
  }
}

describe('command state', () => {
  it.each([
    ['AT\r', 'AT\r\r\nOK\r\n'],
    ['at\r', 'at\r\r\nOK\r\n'],
    ['noise ATE0\r', 'noise ATE0\r\r\nOK\r\n'],
    ['AAT\r', 'AAT\r\r\nOK\r\n'],
    ['ATE0Q0V1X4&C1&D2&K3S0=0\\N3%C1M1L2+MS=11,1\r', undefined],
    ['AT S0 = 3 S0?\r', 'AT S0 = 3 S0?\r\r\n003\r\n\r\nOK\r\n'],
    ['ATV0\r', 'ATV0\r0\r'],
    ['ATQ1\r', 'ATQ1\r'],
    ['ATJ9\r', 'ATJ9\r\r\nERROR\r\n'],
    ['ATX5\r', 'ATX5\r\r\nERROR\r\n'],
    ['ATS256=1\r', 'ATS256=1\r\r\nERROR\r\n'],
    ['ATS7=256\r', 'ATS7=256\r\r\nERROR\r\n'],
    ['AT+CGDCONT=1\r', 'AT+CGDCONT=1\r\r\nERROR\r\n'],
    ['AT+FCLASS?\r', 'AT+FCLASS?\r\r\n0\r\n\r\nOK\r\n'],
    ['ATE2\r', 'ATE2\r\r\nERROR\r\n'],
    ['ATO\r', 'ATO\r\r\nNO CARRIER\r\n'],
    ['ATA\r', 'ATA\r\r\nNO CARRIER\r\n'],
    ['ATH\r', 'ATH\r\r\nOK\r\n'],
    ['ATI0\r', 'ATI0\r\r\n33600\r\n\r\nOK\r\n'],
    ['ATXX\bH\r', 'ATXX\bH\r\r\nOK\r\n'],
  ])('answers %j', (typed, expected) => {
    const bench = new Bench();
    const answer = bench.type(typed);
    if (expected === undefined) expect(answer).toMatch(/\r\nOK\r\n$/);
    else expect(answer).toBe(expected);
  });

  it('runs the line before again at A/, without a carriage return', () => {
    const bench = new Bench();
    bench.type('ATE0S8?\r');
    expect(bench.type('A/')).toBe('\r\n002\r\n\r\nOK\r\n');
    expect(new Bench().type('A/')).toBe('A/');
  });

  it('refuses a line it cannot read whole; of one it can, does what came before the error', () => {
    const bench = new Bench();
    bench.type('ATE0\r');
    expect(bench.type('ATS0=4S0=!\r')).toContain('ERROR');
    expect(bench.type('ATS0?\r')).toContain('000');
    expect(bench.type('ATS0=5J7S0=9\r')).toContain('ERROR');
    expect(bench.type('ATS0?\r')).toContain('005');
  });

  it('keeps no more of a line than 255 characters, and says ERROR once', () => {
    const bench = new Bench();
    bench.type('ATE0\r');
    expect(bench.type(`AT${' '.repeat(300)}`)).toBe('');
    expect(bench.type('\r')).toBe('\r\nERROR\r\n');
    expect(bench.type('AT\r')).toBe('\r\nOK\r\n');
  });

  it('stores a profile with &W, returns to it with Z and forgets it with &F', () => {
    const bench = new Bench();
    bench.type('ATE0S7=33&W\r');
    bench.type('ATS7=44E1\r');
    bench.type('ATZ\r');
    expect(bench.type('ATS7?\r')).toBe('\r\n033\r\n\r\nOK\r\n');
    expect(bench.type('AT&FS7?\r')).toBe('\r\n050\r\n\r\nOK\r\n');
    expect(bench.type('AT\r')).toBe('AT\r\r\nOK\r\n');
  });

  it('never throws and never answers without bound, whatever is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (typed) => {
        const bench = new Bench();
        bench.modem.fromTerminal(typed);
        bench.modem.fromTerminal(bytesOf('\rAT'));
        bench.modem.fromTerminal(typed);
        return bench.said.length < 200 * (typed.length + 10);
      }),
    );
  });
});

describe('dialling', () => {
  it('dials the digits, whatever stands between them', () => {
    const bench = new Bench();
    bench.type('ATDT (555) 01-00\r');
    expect(bench.dialled).toEqual(['5550100']);
    expect(bench.progress({ type: 'ringing' })).toBe('\r\nRINGING\r\n');
    expect(bench.progress({ type: 'connected', speed: 33600 })).toBe('\r\nCONNECT 33600\r\n');
  });

  it('pauses S8 seconds for each comma', () => {
    const bench = new Bench();
    bench.type('ATS8=3DP9,,5550100\r');
    bench.clock.advance(5999);
    expect(bench.dialled).toEqual([]);
    bench.clock.advance(1);
    expect(bench.dialled).toEqual(['95550100']);
  });

  it('dials the last number again with L', () => {
    const bench = new Bench();
    bench.type('ATDT5550110\r');
    bench.progress({ type: 'failed', result: 'BUSY' });
    bench.type('ATDL\r');
    expect(bench.dialled).toEqual(['5550110', '5550110']);
  });

  it('takes a quoted host and port as it stands, and refuses what cannot be dialled', () => {
    const bench = new Bench();
    bench.type('ATE0DT"isp.example:23"\r');
    expect(bench.dialled).toEqual(['isp.example:23']);
    bench.progress({ type: 'failed', result: 'NO CARRIER' });
    expect(bench.type('ATDT555$\r')).toBe('\r\nERROR\r\n');
    expect(bench.type('ATDT\r')).toBe('\r\nNO CARRIER\r\n');
    expect(bench.type('ATDT5550112;\r')).toBe('\r\nOK\r\n');
  });

  it('gives up after S7 seconds', () => {
    const bench = new Bench();
    bench.type('ATE0S7=5DT1\r');
    bench.said = '';
    bench.clock.advance(4999);
    expect(bench.said).toBe('');
    bench.clock.advance(1);
    expect(bench.said).toBe('\r\nNO CARRIER\r\n');
    expect(bench.hangUps).toBe(1);
    expect(bench.clock.pending).toBe(0);
  });

  it('gives up at any character, but not at the line feed of a CR LF', () => {
    const bench = new Bench();
    bench.type('ATE0\r');
    bench.type('ATDT1\r\n');
    expect(bench.hangUps).toBe(0);
    expect(bench.type('x')).toBe('\r\nNO CARRIER\r\n');
    expect(bench.hangUps).toBe(1);
    expect(bench.clock.pending).toBe(0);
    // The call's own end comes too late to matter.
    expect(bench.progress({ type: 'connected', speed: 33600 })).toBe('');
  });

  it.each([
    [0, 'BUSY', '\r\nNO CARRIER\r\n'],
    [2, 'BUSY', '\r\nNO CARRIER\r\n'],
    [3, 'BUSY', '\r\nBUSY\r\n'],
    [2, 'NO DIAL TONE', '\r\nNO DIAL TONE\r\n'],
    [3, 'NO DIAL TONE', '\r\nNO CARRIER\r\n'],
    [4, 'NO ANSWER', '\r\nNO ANSWER\r\n'],
    [4, 'VOICE', '\r\nVOICE\r\n'],
    [4, 'BLACKLISTED', '\r\nBLACKLISTED\r\n'],
    [4, 'DELAYED', '\r\nDELAYED\r\n'],
  ] as const)('at X%i calls %s %j', (level, result, expected) => {
    const bench = new Bench();
    bench.type(`ATE0X${level}DT1\r`);
    expect(bench.progress({ type: 'failed', result })).toBe(expected);
  });

  it.each([
    ['ATV0X4', 33600, '155\r'],
    ['ATV0X4', 12345, '1\r'],
    ['ATV0X0', 33600, '1\r'],
    ['ATX0', 33600, '\r\nCONNECT\r\n'],
    ['ATQ1', 33600, ''],
  ])('after %s at %i says %j', (setUp, speed, expected) => {
    const bench = new Bench();
    bench.type(`${setUp}DT1\r`);
    expect(bench.progress({ type: 'connected', speed })).toBe(expected);
  });
});

describe('data state', () => {
  it('passes bytes both ways, in one piece with the ones after CONNECT', () => {
    const bench = new Bench().online();
    bench.type('~\xff}#');
    bench.modem.fromLine(bytesOf('answer'));
    expect(bench.line).toBe('~\xff}#');
    expect(bench.said).toBe('answer');
  });

  it('escapes with +++ between two seconds of silence, goes back with O', () => {
    const bench = new Bench().online();
    bench.type('data');
    bench.clock.advance(1000);
    bench.type('+');
    bench.clock.advance(200);
    bench.type('++');
    bench.clock.advance(999);
    expect(bench.said).toBe('');
    bench.clock.advance(1);
    expect(bench.said).toBe('\r\nOK\r\n');
    bench.modem.fromLine(bytesOf('lost'));
    expect(bench.type('ATO\r')).toBe('\r\nCONNECT 33600\r\n');
    bench.type('more');
    expect(bench.line).toBe('data+++more');
  });

  it.each([
    ['no silence before', ['x+++', 1000]],
    ['something in the same breath after', [1000, '+++ATH\r', 1000]],
    ['something within the guard after', [1000, '+++', 900, 'ATH\r', 1000]],
    ['four of them', [1000, '+++', 100, '+', 1000]],
    ['a pause among them', [1000, '++', 1000, '+', 1000]],
    ['only two', [1000, '++', 2000]],
  ])('stays online at +++ with %s', (_, steps) => {
    const bench = new Bench().online();
    bench.type('data');
    for (const step of steps) {
      if (typeof step === 'number') bench.clock.advance(step);
      else bench.type(step);
    }
    bench.type('still data');
    expect(bench.line).toMatch(/still data$/);
    expect(bench.hangUps).toBe(0);
  });

  it('heeds S2 and S12', () => {
    const quick = new Bench().online('ATE0S12=0');
    quick.type('+++');
    quick.clock.advance(0);
    expect(quick.said).toBe('\r\nOK\r\n');
    const never = new Bench().online('ATE0S2=128');
    never.clock.advance(2000);
    never.type('\x80\x80\x80');
    never.clock.advance(2000);
    expect(never.said).toBe('');
    const other = new Bench().online('ATE0S2=42');
    other.clock.advance(1000);
    other.type('***');
    other.clock.advance(1000);
    expect(other.said).toBe('\r\nOK\r\n');
  });

  it('hangs up with +++ and ATH', () => {
    const bench = new Bench().online();
    bench.escape();
    expect(bench.type('ATH\r')).toBe('\r\nOK\r\n');
    expect(bench.hangUps).toBe(1);
    expect(bench.clock.pending).toBe(0);
  });

  it('refuses to dial while a call waits', () => {
    const bench = new Bench().online();
    bench.escape();
    expect(bench.type('ATDT1\r')).toBe('\r\nERROR\r\n');
  });

  it('hangs up when its terminal goes, and keeps its settings', () => {
    const bench = new Bench().online();
    bench.modem.terminalGone();
    expect(bench.hangUps).toBe(1);
    expect(bench.type('AT\r')).toBe('\r\nOK\r\n');
  });

  it('says NO CARRIER when the other end goes, even after the escape', () => {
    const online = new Bench().online();
    online.modem.carrierLost();
    expect(online.said).toBe('\r\nNO CARRIER\r\n');
    const escaped = new Bench().online();
    escaped.escape();
    escaped.said = '';
    escaped.modem.carrierLost();
    expect(escaped.said).toBe('\r\nNO CARRIER\r\n');
    expect(escaped.type('ATO\r')).toBe('\r\nNO CARRIER\r\n');
  });
});

describe('being called', () => {
  it('rings, and answers at ATA', () => {
    const bench = new Bench();
    bench.type('ATE0\r');
    bench.modem.ring();
    bench.modem.ring();
    expect(bench.said).toMatch(/OK\r\n\r\nRING\r\n\r\nRING\r\n$/);
    expect(bench.type('ATS1?\r')).toContain('002');
    bench.type('ATA\r');
    expect(bench.answers).toBe(1);
    expect(bench.progress({ type: 'connected', speed: 33600 })).toContain('CONNECT 33600');
  });

  it('answers by itself after S0 rings', () => {
    const bench = new Bench();
    bench.type('ATS0=2\r');
    bench.modem.ring();
    expect(bench.answers).toBe(0);
    bench.modem.ring();
    expect(bench.answers).toBe(1);
  });

  it('cannot answer once the ringing has stopped', () => {
    const bench = new Bench();
    bench.modem.ring();
    bench.modem.ringingStopped();
    expect(bench.type('ATA\r')).toContain('NO CARRIER');
    expect(bench.answers).toBe(0);
  });
});
