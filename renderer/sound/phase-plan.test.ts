import { describe, expect, it } from 'vitest';
import { dialStates } from '../../contract/dial-state.ts';
import type { Moment, Step } from './phase-plan.ts';
import { soundOf } from './phase-plan.ts';
import type { Segment } from './cue.ts';

const number = { dialled: '9,555-0100', pulse: false };
const kinds = (step: Step): string =>
  typeof step === 'string' ? step : step.segments.map(({ kind }) => kind).join(' ');

describe('the sound of a call', () => {
  const table: readonly (readonly [string, Moment, string])[] = [
    ['takes the line off the hook with the port', { state: 'openPort' }, 'click silence'],
    ['keeps quiet while the modem is set up', { state: 'connectDevice', detail: 'ttyUSB0' }, 'let-end'],
    ['trains when the other modem has answered', { state: 'deviceConnected' }, 'answer menus training click'],
    ['is over with CONNECT', { state: 'authenticate' }, 'let-end'],
    ['has nothing to say once connected', { state: 'connected' }, 'let-end'],
    ['falls silent when the call is hung up', { state: 'disconnecting' }, 'silence'],
    ['is silent when nobody answered', { state: 'disconnected', failure: 678 }, 'silence'],
    [
      'is a busy tone for a busy line',
      { state: 'waitForRedial', failure: 676 },
      Array.from({ length: 4 }, () => 'tone silence').join(' '),
    ],
  ];
  it.each(table)('%s', (_, moment, expected) => {
    expect(kinds(soundOf(moment, number))).toBe(expected);
  });

  it('dials after the dial tone and rings until something else happens', () => {
    const step = soundOf({ state: 'connectDevice', detail: 'dialling' }, number);
    if (typeof step === 'string') throw new Error('a sound was expected');
    expect(step.segments[0]).toMatchObject({ kind: 'tone', frequencies: [350, 440] });
    expect(step.segments.filter((segment) => segment.kind === 'tone')).toHaveLength(1 + '95550100'.length);
    expect(step.repeat?.[0]).toMatchObject({ frequencies: [440, 480] });
  });

  it('has an answer for every state there is', () => {
    for (const state of dialStates) expect(soundOf({ state }, number)).toBeDefined();
  });

  it('repeats nothing that is not ended by another state', () => {
    const repeating = dialStates.filter((state) => {
      const step = soundOf({ state, detail: 'dialling' }, number);
      return typeof step !== 'string' && step.repeat !== undefined;
    });
    expect(repeating).toEqual(['connectDevice']);
  });

  it('never outlasts CONNECT by more than four seconds', () => {
    const step = soundOf({ state: 'deviceConnected' }, number);
    const seconds = (segment: Segment): number => ('seconds' in segment ? segment.seconds : 0.1);
    if (typeof step === 'string') throw new Error('a sound was expected');
    expect(step.segments.reduce((sum, segment) => sum + seconds(segment), 0)).toBeLessThan(4);
  });
});
