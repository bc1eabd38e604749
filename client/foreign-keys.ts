/** Keys that another version wrote into a file of ours: found, told, and kept when the file is written again. */

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** What of `held` is not in `known`, as paths. */
export function foreignKeys(
  held: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(held).flatMap(([key, value]) => {
    const understood = known[key];
    if (!(key in known)) return [key];
    if (!isRecord(value) || !isRecord(understood)) return [];
    return foreignKeys(value, understood).map((inner) => `${key}.${inner}`);
  });
}

/** `now`, and of `before` what `known` does not cover. Things in lists are the same where their names are. */
export function merge(
  before: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const foreign = Object.fromEntries(Object.entries(before).filter(([key]) => !(key in known)));
  const merged = Object.entries(now).map(([key, value]): [string, unknown] => [
    key,
    mergeValue(before[key], known[key], value),
  ]);
  return { ...Object.fromEntries(merged), ...foreign };
}

function mergeValue(before: unknown, known: unknown, now: unknown): unknown {
  if (isRecord(before) && isRecord(known) && isRecord(now)) return merge(before, known, now);
  if (!isList(before) || !isList(known) || !isList(now)) return now;
  return now.map((item) => {
    if (!isRecord(item) || typeof item.name !== 'string') return item;
    const named = (each: unknown) => isRecord(each) && each.name === item.name;
    return mergeValue(before.find(named), known.find(named), item);
  });
}
