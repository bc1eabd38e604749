/** What becomes of an attempt to dial, as pure steps from one picture of it to the next. */
import type { DialProgress } from '../../contract/app.ts';
import type { DialError } from '../../contract/dial-error.ts';
import type { EventBody } from '../../contract/helper.ts';

const keptStates = 500;

export function begin(chain: readonly string[], attempt: number, startedAt: number): DialProgress {
  const entry = chain.at(-1);
  if (entry === undefined) throw new Error('a chain has at least the entry itself');
  return { entry, attempt, chain: [...chain], startedAt, phase: 'dialling', states: [] };
}

/** Still something to wait for, or up. */
export const isLive = ({ phase }: DialProgress): boolean => phase === 'dialling' || phase === 'connected';

export function withState(dial: DialProgress, event: EventBody<'state'>): DialProgress {
  if (!isLive(dial) || !dial.chain.includes(event.entry)) return dial;
  const { time, entry, leg, state, detail } = event;
  const states = [...dial.states, { time, entry, leg, state, ...(detail === undefined ? {} : { detail }) }];
  const next = { ...dial, states: states.slice(-keptStates) };
  if (entry !== dial.entry) return next;
  if (state === 'connected') return { ...next, phase: 'connected' };
  // It was up, was lost, and is being dialled again by itself.
  const again = dial.phase === 'connected' && state !== 'disconnecting' && state !== 'disconnected';
  return again ? { ...next, phase: 'dialling' } : next;
}

export const connected = (dial: DialProgress): DialProgress =>
  dial.phase === 'dialling' ? { ...dial, phase: 'connected' } : dial;

export function failed(dial: DialProgress, error: DialError): DialProgress {
  return isLive(dial) ? { ...dial, phase: 'failed', error: { entry: dial.entry, ...error } } : dial;
}

export const cancelled = (dial: DialProgress): DialProgress =>
  isLive(dial) ? { ...dial, phase: 'cancelled' } : dial;
