/** What a page knows, and how it learns: pure functions from one picture to the next. */
import type { AppEvent, AppState, CallResponse } from '../../contract/app.ts';
import type { CounterSnapshot } from '../../contract/status.ts';

/** Counters as they were at one second. */
export interface CounterSample {
  readonly time: number;
  readonly counters: CounterSnapshot;
}

export interface PageState extends AppState {
  /** Of the newest picture held; -1 before the first. */
  readonly revision: number;
  /** The newest counters of each connection that is up, by entry. */
  readonly counters: Readonly<Record<string, CounterSample>>;
}

const isUp = (state: Pick<AppState, 'connections'>, entry: string): boolean =>
  state.connections.some((connection) => connection.entry === entry);

/** Counters of a connection that is gone say nothing any more. */
function liveCounters(state: PageState): PageState {
  const live = Object.entries(state.counters).filter(([entry]) => isUp(state, entry));
  if (live.length === Object.keys(state.counters).length) return state;
  return { ...state, counters: Object.fromEntries(live) };
}

/** The answer to `subscribe`, unless something newer has come meanwhile. */
export function subscribed(held: PageState | undefined, answer: CallResponse<'subscribe'>): PageState {
  if (held !== undefined && held.revision > answer.revision) return held;
  return liveCounters({ ...answer.state, revision: answer.revision, counters: held?.counters ?? {} });
}

/** Slices that have changed; an older or equal revision is a latecomer and changes nothing. */
export function changed(held: PageState, event: AppEvent<'changed'>): PageState {
  if (event.revision <= held.revision) return held;
  return liveCounters({ ...held, ...event.state, revision: event.revision });
}

/** A second's counters; older ones than those held change nothing, nor do those of a call that has gone meanwhile. */
export function counted(held: PageState, event: AppEvent<'counters'>): PageState {
  if (!isUp(held, event.entry)) return held;
  const before = held.counters[event.entry];
  if (before !== undefined && before.time >= event.time) return held;
  return {
    ...held,
    counters: { ...held.counters, [event.entry]: { time: event.time, counters: event.counters } },
  };
}
