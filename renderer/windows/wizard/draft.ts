/** What the wizard has so far, and what each of its pages still needs. */
import type { Device, Entry } from '../../../contract/phonebook.ts';
import { finished, problemsOf, without } from '../../store/draft-entry.ts';
import type { Draft, Problems } from '../../store/draft-entry.ts';

export const pages = ['device', 'call', 'finish'] as const;
export type Page = (typeof pages)[number];

/** "My Connection", or with the first number that is free. */
export function freeName(names: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'My Connection' : `My Connection ${number}`;
    if (!names.includes(name)) return name;
  }
}

/** The number of a telephone is one of a place; what a modem behind TCP is told need not be a number at all. */
export function withRulesFor(draft: Draft, device: Device): Draft {
  const rest = without(draft, 'useDialingRules');
  return device.kind === 'modem' ? { ...rest, useDialingRules: true, device } : { ...rest, device };
}

/** The entry that is made: without what belongs to another kind of device. */
export const made = (draft: Draft): Entry => finished(undefined, draft);

const ofPage: Readonly<Record<Page, (key: string) => boolean>> = {
  device: (key) => key === 'name' || key.startsWith('device'),
  call: (key) => key !== 'name' && !key.startsWith('device'),
  finish: () => true,
};

/** What keeps the user from going on: of this page and, with Finish, of all. */
export function problemsOfPage(page: Page, draft: Draft, names: readonly string[]): Problems {
  const all = problemsOf(made(draft), names);
  return Object.fromEntries(Object.entries(all).filter(([key]) => ofPage[page](key)));
}
