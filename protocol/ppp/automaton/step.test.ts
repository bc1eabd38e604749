import { describe, expect, it } from 'vitest';
import { step, timerRuns } from './step.ts';
import type { Automaton } from './step.ts';
import { events, states, transition } from './table.ts';
import type { Event } from './table.ts';

const limits = { maxConfigure: 10, maxTerminate: 2 };

function run(automaton: Automaton, ...script: readonly Event[]): Automaton {
  return script.reduce((now, event) => step(now, event, limits).automaton, automaton);
}

describe('a step of the automaton', () => {
  it('counts transmissions down from Max-Configure, the first included', () => {
    const sent = run({ state: 'Initial', restarts: 0 }, 'Open', 'Up');
    expect(sent).toEqual({ state: 'Req-Sent', restarts: 9 });
    expect(run(sent, 'TO+', 'TO+')).toEqual({ state: 'Req-Sent', restarts: 7 });
  });

  it('counts from Max-Terminate where a Terminate-Request follows', () => {
    expect(run({ state: 'Opened', restarts: 3 }, 'Close')).toEqual({ state: 'Closing', restarts: 1 });
  });

  it('starts over after a Nak', () => {
    expect(run({ state: 'Req-Sent', restarts: 2 }, 'RCN')).toEqual({ state: 'Req-Sent', restarts: 9 });
  });

  it('pauses one period without transmissions after the peer terminates', () => {
    const terminated = step({ state: 'Opened', restarts: 9 }, 'RTR', limits);
    expect(terminated).toMatchObject({
      automaton: { state: 'Stopping', restarts: 0 },
      actions: ['tld', 'zrc', 'sta'],
      timer: 'start',
    });
  });

  it('opens from either side of the handshake', () => {
    expect(run({ state: 'Req-Sent', restarts: 9 }, 'RCR+', 'RCA').state).toBe('Opened');
    expect(run({ state: 'Req-Sent', restarts: 9 }, 'RCA', 'RCR+').state).toBe('Opened');
  });

  it('starts the timer exactly with the three actions of RFC 1661 §4.1, and stops it on leaving its states', () => {
    for (const state of states) {
      for (const event of events) {
        const actions: readonly string[] = transition(state, event)?.actions ?? [];
        const { timer, automaton } = step({ state, restarts: 5 }, event, limits);
        const starts = actions.includes('scr') || actions.includes('str') || actions.includes('zrc');
        const stops = !starts && timerRuns(state) && !timerRuns(automaton.state);
        expect(timer).toBe(starts ? 'start' : stops ? 'stop' : 'keep');
        // Whatever state is entered, its timer must be running if it is one that needs it.
        if (timerRuns(automaton.state)) expect(timerRuns(state) || timer === 'start').toBe(true);
      }
    }
  });

  it('changes nothing on a dash', () => {
    const automaton: Automaton = { state: 'Initial', restarts: 4 };
    expect(step(automaton, 'RCA', limits)).toEqual({ automaton, actions: [], timer: 'keep', legal: false });
  });
});
