import { describe, expect, it } from 'vitest';
import type { DialProgress, EntryView } from '../../contract/app.ts';
import type { Entry } from '../../contract/phonebook.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { chainOf, connectionOf, dialOf, entryView } from './selectors.ts';
import { mustAsk } from './start-connecting.ts';

const entry = (name: string, dialFirst?: string): Entry => ({
  name,
  device: { kind: 'modem', port: '/dev/ttyS0' },
  phone: '555-0100',
  ...(dialFirst === undefined ? {} : { dialFirst }),
});
const book = (...entries: Entry[]): EntryView[] => entries.map((each) => ({ entry: each, foreignKeys: [] }));

describe('an entry, its connection and its dial', () => {
  const phonebook = { path: '', entries: book(entry('Demo ISP'), entry('Office')) };
  const connection: ConnectionStatus = {
    entry: 'Office',
    call: 2,
    leg: 'tunnel',
    kind: 'pptp',
    state: 'connected',
    since: 0,
    dialledAt: 0,
    dns: [],
    routes: [],
    idleLimit: 0,
  };
  const dial: DialProgress = {
    entry: 'Office',
    attempt: 1,
    chain: ['Office'],
    startedAt: 0,
    phase: 'connected',
    states: [],
  };

  it('are found by the exact name, and are the very members of the state', () => {
    expect(entryView('Office')({ phonebook })).toBe(phonebook.entries[1]);
    expect(connectionOf('Office')({ connections: [connection] })).toBe(connection);
    expect(dialOf('Office')({ dials: [dial] })).toBe(dial);
  });

  it.each(['office', 'Offic', '', 'toString', '__proto__'])('are not found by "%s"', (name) => {
    expect(entryView(name)({ phonebook })).toBeUndefined();
    expect(connectionOf(name)({ connections: [connection] })).toBeUndefined();
    expect(dialOf(name)({ dials: [dial] })).toBeUndefined();
  });
});

describe('the chain beneath an entry', () => {
  const names = (entries: Entry[], name: string) => chainOf(book(...entries), name).map((leg) => leg.name);

  it.each<[string, Entry[], string, string[]]>([
    ['an entry that dials nothing first', [entry('A')], 'A', ['A']],
    ['what is dialled first, first', [entry('A', 'B'), entry('B')], 'A', ['B', 'A']],
    ['three, one through the other', [entry('A', 'B'), entry('B', 'C'), entry('C')], 'A', ['C', 'B', 'A']],
    ['only what lies beneath', [entry('A', 'B'), entry('B')], 'B', ['B']],
    ['an end where an entry is missing', [entry('A', 'gone')], 'A', ['A']],
    ['an end where a circle closes', [entry('A', 'B'), entry('B', 'A')], 'A', ['B', 'A']],
    ['an entry that names itself, once', [entry('A', 'A')], 'A', ['A']],
    ['nothing for a name that is not there', [entry('A')], 'Z', []],
  ])('holds %s', (_what, entries, name, chain) => {
    expect(names(entries, name)).toEqual(chain);
  });
});

describe('whether Connect To is shown', () => {
  const leg = { entry: 'A', user: 'ann', saved: true, kept: true, connected: false };

  it.each<[string, boolean | undefined, boolean, { saved: boolean; connected: boolean }[], boolean]>([
    ['the settings ask', undefined, true, [{ saved: true, connected: false }], true],
    ['the settings do not ask', undefined, false, [{ saved: true, connected: false }], false],
    ['the entry asks, against the settings', true, false, [{ saved: true, connected: false }], true],
    ['the entry does not ask, against the settings', false, true, [{ saved: true, connected: false }], false],
    ['nobody asks and a password is missing', false, false, [{ saved: false, connected: false }], true],
    [
      'the password missing is that of a leg that is up',
      false,
      false,
      [
        { saved: false, connected: true },
        { saved: true, connected: false },
      ],
      false,
    ],
    [
      'the password missing is that of the leg beneath',
      false,
      false,
      [
        { saved: false, connected: false },
        { saved: true, connected: false },
      ],
      true,
    ],
  ])('when %s', (_when, prompt, promptBeforeDialing, legs, asked) => {
    const asks = mustAsk(
      prompt === undefined ? {} : { prompt },
      { promptBeforeDialing },
      legs.map((more) => ({ ...leg, ...more })),
    );
    expect(asks).toBe(asked);
  });
});
