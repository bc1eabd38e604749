import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret, isFinal } from './result-codes.ts';

describe('result codes', () => {
  it.each([
    ['OK', 'ok'],
    ['ok', 'ok'],
    ['ERROR', 'error'],
    ['+CME ERROR: 10', 'error'],
    ['RING', 'ring'],
    ['RING 1', 'ring'],
    ['RRING', 'ringing'],
    ['RINGING', 'ringing'],
    ['NO CARRIER', 'no-carrier'],
    ['NO  CARRIER', 'no-carrier'],
    ['NO DIALTONE', 'no-dial-tone'],
    ['NO DIAL TONE', 'no-dial-tone'],
    ['LINE IN USE', 'no-dial-tone'],
    ['NO ANSWER', 'no-answer'],
    ['BUSY', 'busy'],
    ['VOICE', 'voice'],
    ['FAX', 'fax'],
    ['FCLASS', 'fax'],
    ['DELAYED', 'delayed'],
    ['DELAYED 00:02:30', 'delayed'],
    ['BLACKLISTED', 'blacklisted'],
    ['CARRIER 33600', 'information'],
    ['PROTOCOL: LAP-M', 'information'],
    ['COMPRESSION: V.42BIS', 'information'],
    ['+MCR: V34', 'information'],
    ['+MRR: 26400', 'information'],
    ['+ER: LAPM', 'information'],
    ['+DR: V42B', 'information'],
    ['NMBR = 5550199', 'information'],
    ['0', 'numeric'],
    ['13', 'numeric'],
    ['CONNECTING TO bbs', 'unknown'],
    ['OKAY', 'unknown'],
    ['ATDT5550100', 'unknown'],
    ['', 'unknown'],
  ])('reads "%s" as %s', (line, kind) => {
    expect(interpret(line).kind).toBe(kind);
  });

  it.each([
    ['CONNECT', undefined],
    ['CONNECT 33600', 33_600],
    ['connect 9600', 9_600],
    ['CONNECT 49333/ARQ/V90/LAPM/V42BIS', 49_333],
    ['CONNECT 44000/LAPM', 44_000],
    ['CONNECT 37333 V42bis', 37_333],
    ['CONNECT 7200000', 7_200_000],
    ['CONNECT 115200', 115_200],
    ['CONNECT/ARQ', undefined],
    ['CONNECT FAX', undefined],
    [`CONNECT ${'9'.repeat(40)}`, undefined],
  ])('reads "%s" as a connection of %s bit/s', (text, speed) => {
    expect(interpret(text)).toEqual(
      speed === undefined ? { kind: 'connect', text } : { kind: 'connect', text, speed },
    );
  });

  it('takes progress and gossip for no end of a command', () => {
    expect(
      ['RING', 'RINGING', 'CARRIER 33600', 'hello'].map((line) => isFinal(interpret(line).kind)),
    ).toEqual([false, false, false, false]);
    expect(['OK', 'ERROR', 'CONNECT', 'BUSY', '0'].every((line) => isFinal(interpret(line).kind))).toBe(true);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (line) => void interpret(line)));
  });
});
