/** An entry with everything that has to be dialled before it. */
import type { Entry } from '../contract/phonebook.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { Phonebook } from './phonebook.ts';

/** From the entry down to the one at the bottom. Throws a DialFailure: 623 unknown, 625 a circle. */
export function chainOf(phonebook: Phonebook, name: string): Entry[] {
  const chain: Entry[] = [];
  for (let next: string | undefined = name; next !== undefined;) {
    const above = chain.at(-1);
    const entry = phonebook.find(next);
    if (entry === undefined) {
      const because = above === undefined ? '' : `, which "${above.name}" wants to be dialed first`;
      throw new DialFailure({
        number: 623,
        entry: next,
        cause: `There is no entry "${next}" in the phonebook${because}.`,
        evidence: phonebook.path,
      });
    }
    if (chain.some((each) => each.name === entry.name)) {
      const circle = [...chain, entry].map((each) => `"${each.name}"`).join(' → ');
      throw new DialFailure({
        number: 625,
        entry: name,
        cause: 'The entries name each other in "dialFirst".',
        evidence: `${phonebook.path}: ${circle}`,
      });
    }
    chain.push(entry);
    next = entry.dialFirst;
  }
  return chain;
}
