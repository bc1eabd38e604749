import { describe, expect, it } from 'vitest';
import type { EntryView } from '../../contract/app.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { connection, dial } from '../testing/calls.ts';
import { chainOf, connectionOf, dialOf, entryView } from './selectors.ts';

const entry = (name: string, dialFirst?: string): Entry => ({
  name,
  device: { kind: 'modem', port: '/dev/ttyS0' },
  phone: '555-0100',
  ...(dialFirst === undefined ? {} : { dialFirst }),
});
const book = (...entries: Entry[]): EntryView[] => entries.map((each) => ({ entry: each, foreignKeys: [] }));

describe('an entry, its connection and its dial', () => {
  const phonebook = { path: '', entries: book(entry('Demo ISP'), entry('Office')) };
  const status = connection('Office', 'connected');
  const attempt = dial('connected');

  it('are found by the exact name, and are the very members of the state', () => {
    expect(entryView('Office')({ phonebook })).toBe(phonebook.entries[1]);
    expect(connectionOf('Office')({ connections: [status] })).toBe(status);
    expect(dialOf('Office')({ dials: [attempt] })).toBe(attempt);
  });

  it.each(['office', 'Offic', '', 'toString', '__proto__'])('are not found by "%s"', (name) => {
    expect(entryView(name)({ phonebook })).toBeUndefined();
    expect(connectionOf(name)({ connections: [status] })).toBeUndefined();
    expect(dialOf(name)({ dials: [attempt] })).toBeUndefined();
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
