/** Which connections may be dialled first: none that would, in the end, need this one. */
import type { Entry } from '../../../contract/phonebook.ts';
import type { Choice } from '../../controls/index.ts';

export function firstDialChoices(
  entries: readonly Entry[],
  name: string,
  chosen: string | undefined,
): readonly Choice[] {
  const beneath = (start: string): ReadonlySet<string> => {
    const names = new Set<string>();
    for (let next: string | undefined = start; next !== undefined && !names.has(next);) {
      names.add(next);
      const wanted: string = next;
      next = entries.find((entry) => entry.name === wanted)?.dialFirst;
    }
    return names;
  };
  const known = entries.map((entry) => entry.name).filter((other) => other !== name);
  return [
    { value: '', label: 'None: the connection stands by itself' },
    ...(chosen === undefined || known.includes(chosen) || chosen === name
      ? []
      : [{ value: chosen, label: `${chosen} (no longer in the phonebook)` }]),
    ...known.map((other) => {
      const circular = beneath(other).has(name);
      return circular
        ? { value: other, label: `${other} (needs this connection)`, disabled: true }
        : { value: other, label: other };
    }),
  ];
}
