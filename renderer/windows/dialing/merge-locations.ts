/** Dialing Properties write what was changed there, and nothing else: meanwhile another window may have moved the user. */
import { currentLocation } from '../../../contract/dialing-rules.ts';
import type { Location, Locations } from '../../../contract/locations.ts';
import { same } from '../../store/draft-entry.ts';
import { placeOf } from './draft-locations.ts';
import type { LocationsDraft } from './draft-locations.ts';

interface Named {
  readonly name: string;
}

interface Edited<T> {
  readonly value: T;
  /** Its name when it was read; a new one has none. */
  readonly origin?: string | undefined;
  /** It stays even if it is gone elsewhere. */
  readonly needed?: boolean;
}

const called = <T extends Named>(list: readonly T[], name: string | undefined): T | undefined =>
  list.find((each) => each.name === name);

/** What is new or changed here is as it is here; the rest is as it is now: changed, gone, or added. */
function merged<T extends Named>(
  opened: readonly T[],
  edited: readonly Edited<T>[],
  now: readonly T[],
): Edited<T>[] {
  const kept = edited.flatMap((each) => {
    const before = called(opened, each.origin);
    if (before === undefined || !same(before, each.value)) return [each];
    const value = called(now, each.origin);
    if (value !== undefined) return [{ ...each, value }];
    return each.needed === true ? [each] : [];
  });
  const added = now.filter(
    ({ name }) =>
      called(opened, name) === undefined &&
      called(
        kept.map(({ value }) => value),
        name,
      ) === undefined,
  );
  return [...kept, ...added.map((value) => ({ value, origin: value.name }))];
}

/**
 * What to save of a draft that began as `opened`, now that the locations are `now`. The location in use is the draft's only
 * where another one was chosen in it; one that was merely renamed is followed.
 */
export function mergedLocations(opened: Locations, draft: LocationsDraft, now: Locations): Locations {
  const here = placeOf(draft);
  const chosen = here.origin !== currentLocation(opened).name;
  const edited = draft.places.map((place) => ({
    value: place.location,
    origin: place.origin,
    needed: chosen && place === here,
  }));
  const kept = merged(opened.locations, edited, now.locations);
  // Each window may have removed what the other kept.
  const places: readonly Edited<Location>[] =
    kept.length === 0 ? edited.slice(draft.here, draft.here + 1) : kept;
  const elsewhere = currentLocation(now).name;
  const current =
    places.find(({ needed, origin }) => (chosen ? needed : origin === elsewhere)) ??
    places.find(({ origin }) => origin === here.origin) ??
    places[0];
  const cards = merged(
    opened.callingCards,
    draft.callingCards.map((card) => ({ value: card, origin: card.name })),
    now.callingCards,
  );
  return {
    ...now,
    current: (current?.value ?? here.location).name,
    locations: places.map(({ value }) => value),
    callingCards: cards.map(({ value }) => value),
  };
}
