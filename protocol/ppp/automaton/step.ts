/** One step of the automaton, pure: what an event does to the state, the Restart counter and the Restart timer. */
import { transition } from './table.ts';
import type { Action, Event, State } from './table.ts';

export interface Automaton {
  readonly state: State;
  /** The Restart counter: transmissions left before TO- (RFC 1661 §4.6). */
  readonly restarts: number;
}

export interface Limits {
  readonly maxConfigure: number;
  readonly maxTerminate: number;
}

export interface Step {
  readonly automaton: Automaton;
  /** To perform in this order; see docs/adr/0002. */
  readonly actions: readonly Action[];
  readonly timer: 'start' | 'stop' | 'keep';
  /** False for a dash of the grid: nothing changed, and somebody should log it. */
  readonly legal: boolean;
}

export const initial: Automaton = { state: 'Initial', restarts: 0 };

/** The states with TO events are the ones in which the Restart timer runs (RFC 1661 §4.1). */
export function timerRuns(state: State): boolean {
  return transition(state, 'TO+') !== undefined;
}

function restartsAfter(automaton: Automaton, actions: readonly Action[], limits: Limits): number {
  let restarts = automaton.restarts;
  for (const action of actions) {
    if (action === 'irc') restarts = actions.includes('str') ? limits.maxTerminate : limits.maxConfigure;
    else if (action === 'zrc') restarts = 0;
    // The counter is decremented for each transmission, including the first.
    else if (action === 'scr' || action === 'str') restarts = Math.max(0, restarts - 1);
  }
  return restarts;
}

function timerAfter(from: State, to: State, actions: readonly Action[]): Step['timer'] {
  if (actions.some((action) => action === 'scr' || action === 'str' || action === 'zrc')) return 'start';
  return timerRuns(from) && !timerRuns(to) ? 'stop' : 'keep';
}

export function step(automaton: Automaton, event: Event, limits: Limits): Step {
  const cell = transition(automaton.state, event);
  if (cell === undefined) return { automaton, actions: [], timer: 'keep', legal: false };
  return {
    automaton: { state: cell.next, restarts: restartsAfter(automaton, cell.actions, limits) },
    actions: cell.actions,
    timer: timerAfter(automaton.state, cell.next, cell.actions),
    legal: true,
  };
}
