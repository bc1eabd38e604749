/** Questions that several windows ask the state. */
import type { AppState, DialProgress, EntryView } from '../../contract/app.ts';
import type { Entry } from '../../contract/phonebook.ts';
import type { ConnectionStatus } from '../../contract/status.ts';

export const entryView =
  (name: string) =>
  (state: Pick<AppState, 'phonebook'>): EntryView | undefined =>
    state.phonebook.entries.find(({ entry }) => entry.name === name);

export const connectionOf =
  (name: string) =>
  (state: Pick<AppState, 'connections'>): ConnectionStatus | undefined =>
    state.connections.find(({ entry }) => entry === name);

export const dialOf =
  (name: string) =>
  (state: Pick<AppState, 'dials'>): DialProgress | undefined =>
    state.dials.find(({ entry }) => entry === name);

/** The entry and those beneath it, from the bottom up; a circle ends where it closes, a missing entry ends the chain. */
export function chainOf(entries: readonly EntryView[], name: string): Entry[] {
  const chain: Entry[] = [];
  let next: string | undefined = name;
  while (next !== undefined && !chain.some((held) => held.name === next)) {
    const wanted: string = next;
    const found = entries.find(({ entry }) => entry.name === wanted)?.entry;
    if (found === undefined) break;
    chain.unshift(found);
    next = found.dialFirst;
  }
  return chain;
}
