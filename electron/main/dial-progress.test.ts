import { describe, expect, it } from 'vitest';
import type { DialState } from '../../contract/dial-state.ts';
import { begin, cancelled, connected, failed, isLive, withState } from './dial-progress.ts';

const fresh = begin(['Demo ISP', 'Office'], 3, 1000);
const state = (entry: string, name: DialState, time = 1) =>
  ({ time, entry, call: 1, leg: 'isp', state: name }) as const;

describe('an attempt to dial', () => {
  it('begins dialling, named by the entry at the top of its chain', () => {
    expect(fresh).toEqual({
      entry: 'Office',
      attempt: 3,
      chain: ['Demo ISP', 'Office'],
      startedAt: 1000,
      phase: 'dialling',
      states: [],
    });
  });

  it('keeps the states of all its legs in order, and of nobody else', () => {
    const dial = [
      state('Demo ISP', 'openPort'),
      state('Other', 'openPort'),
      state('Office', 'openPort'),
    ].reduce(withState, fresh);
    expect(dial.states.map((each) => each.entry)).toEqual(['Demo ISP', 'Office']);
  });

  it('is connected when the entry itself is, not when what lies beneath is', () => {
    const beneath = withState(fresh, state('Demo ISP', 'connected'));
    expect(beneath.phase).toBe('dialling');
    expect(withState(beneath, state('Office', 'connected')).phase).toBe('connected');
  });

  it('is dialling again when a line that was lost is dialled again by itself', () => {
    const up = withState(fresh, state('Office', 'connected'));
    expect(withState(up, state('Office', 'waitForRedial')).phase).toBe('dialling');
    expect(withState(up, state('Office', 'disconnecting')).phase).toBe('connected');
  });

  it('keeps at most 500 states, the newest', () => {
    let dial = fresh;
    for (let time = 0; time < 600; time += 1) dial = withState(dial, state('Office', 'authNotify', time));
    expect(dial.states).toHaveLength(500);
    expect(dial.states.at(-1)?.time).toBe(599);
  });

  it('that has failed says which entry, and hears nothing more', () => {
    const dial = failed(fresh, { number: 691, cause: 'no' });
    expect(dial).toMatchObject({ phase: 'failed', error: { number: 691, entry: 'Office' } });
    expect(isLive(dial)).toBe(false);
    expect(withState(dial, state('Office', 'connected'))).toBe(dial);
    expect(connected(dial)).toBe(dial);
    expect(cancelled(dial)).toBe(dial);
  });

  it('names the leg that failed when the helper did', () => {
    expect(failed(fresh, { number: 676, cause: 'busy', entry: 'Demo ISP' }).error?.entry).toBe('Demo ISP');
  });

  it('that was cancelled has no error', () => {
    expect(cancelled(fresh)).toMatchObject({ phase: 'cancelled' });
    expect(cancelled(fresh).error).toBeUndefined();
  });
});
