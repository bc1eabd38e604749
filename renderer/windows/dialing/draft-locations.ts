/**
 * Locations and calling cards while they are being edited. A location is known by its place, for its name is being edited as
 * well; there is always one, and no two of one name are saved.
 */
import { currentLocation } from '../../../contract/dialing-rules.ts';
import { callingCard, cardNumber, locations as locationsSchema } from '../../../contract/locations.ts';
import type { CallingCard, Location, Locations } from '../../../contract/locations.ts';
import { without } from '../../store/draft-entry.ts';
import { countryOf } from './countries.ts';

/** The card numbers that were typed, by card; those that are kept never come to the page. */
export type CardNumbers = Readonly<Record<string, string>>;

export interface Place {
  readonly location: Location;
  /** Its name where it was read; a new one has none. */
  readonly origin?: string;
}

export interface LocationsDraft {
  readonly places: readonly Place[];
  /** Which of them is being looked at: the one in use from then on. */
  readonly here: number;
  readonly callingCards: readonly CallingCard[];
}

export function openDraft(locations: Locations): LocationsDraft {
  return {
    places: locations.locations.map((location) => ({ location, origin: location.name })),
    here: locations.locations.indexOf(currentLocation(locations)),
    callingCards: locations.callingCards,
  };
}

export function placeOf({ places, here }: LocationsDraft): Place {
  const place = places[here];
  if (place === undefined) throw new Error('there is always a location');
  return place;
}

export const locationOf = (draft: LocationsDraft): Location => placeOf(draft).location;

/** As they are typed. */
export const locationsOf = (draft: LocationsDraft): Locations => ({
  version: 1,
  current: locationOf(draft).name,
  locations: draft.places.map(({ location }) => location),
  callingCards: [...draft.callingCards],
});

/** `wish`, or with the first number that makes it a new name. */
function freeName(wish: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wish : `${wish} ${number}`;
    if (!taken.includes(name)) return name;
  }
}

const everywhere = (draft: LocationsDraft, change: (location: Location) => Location): LocationsDraft => ({
  ...draft,
  places: draft.places.map((place) => ({ ...place, location: change(place.location) })),
});

const changedHere = (draft: LocationsDraft, change: (location: Location) => Location): LocationsDraft => {
  const here = locationOf(draft);
  return everywhere(draft, (location) => (location === here ? change(location) : location));
};

/** Changes the location in use. */
export const withLocation = (draft: LocationsDraft, change: Partial<Location>): LocationsDraft =>
  changedHere(draft, (location) => ({ ...location, ...change }));

/** Takes a key of the location in use away: no calling card, call waiting as it is. */
export const withoutKey = (
  draft: LocationsDraft,
  key: 'callingCard' | 'disableCallWaiting',
): LocationsDraft => changedHere(draft, (location) => without(location, key));

/** A new location begins as a copy of the one in use: most of it is the same. */
export function withNewLocation(draft: LocationsDraft): LocationsDraft {
  const taken = draft.places.map(({ location }) => location.name);
  const location = { ...locationOf(draft), name: freeName('New Location', taken) };
  return { ...draft, places: [...draft.places, { location }], here: draft.places.length };
}

/** Removes the location in use; the last one stays. */
export function withoutLocation(draft: LocationsDraft): LocationsDraft {
  const places = draft.places.filter((_place, at) => at !== draft.here);
  return places.length === 0 ? draft : { ...draft, places, here: 0 };
}

/** The prefixes follow to another country where they were those of the one before. */
export function withCountry(draft: LocationsDraft, countryCode: number): LocationsDraft {
  const here = locationOf(draft);
  const [before, after] = [countryOf(here.countryCode), countryOf(countryCode)];
  const usual =
    before === undefined ||
    (here.longDistancePrefix === before.longDistance && here.internationalPrefix === before.international);
  return withLocation(draft, {
    countryCode,
    ...(usual &&
      after !== undefined && {
        longDistancePrefix: after.longDistance,
        internationalPrefix: after.international,
      }),
  });
}

/** A card with the rules most cards have: their own number first, then area code and number. */
export function newCard({ callingCards }: Pick<LocationsDraft, 'callingCards'>): CallingCard {
  return {
    name: freeName(
      'Calling Card',
      callingCards.map(({ name }) => name),
    ),
    sameArea: 'G',
    longDistance: ',,H,,FG',
    international: ',,H,,01EFG',
  };
}

/** Adds a card, or replaces the one called `replaces`, and uses it here; locations follow its new name. */
export function withCard(draft: LocationsDraft, card: CallingCard, replaces?: string): LocationsDraft {
  const { callingCards } = draft;
  const followed =
    replaces === undefined
      ? { ...draft, callingCards: [...callingCards, card] }
      : everywhere(
          { ...draft, callingCards: callingCards.map((each) => (each.name === replaces ? card : each)) },
          (location) =>
            location.callingCard === replaces ? { ...location, callingCard: card.name } : location,
        );
  return withLocation(followed, { callingCard: card.name });
}

/** Removes a card, everywhere. */
export const withoutCard = (draft: LocationsDraft, name: string): LocationsDraft =>
  everywhere(
    { ...draft, callingCards: draft.callingCards.filter((card) => card.name !== name) },
    (location) => (location.callingCard === name ? without(location, 'callingCard') : location),
  );

/** The area codes in a text, whatever stands between them. */
export const areaCodesOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((code) => code !== '')),
];

/** What keeps the locations from being saved: by key of the one in use ("areaCode"), or as a whole (""). */
export function problemsOfLocations(draft: LocationsDraft): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const locations = locationsOf(draft);
  const checked = locationsSchema.safeParse(locations);
  for (const { path, message, code } of checked.success ? [] : checked.error.issues) {
    const words = code === 'too_small' ? 'is missing' : code === 'too_big' ? 'is too long' : message;
    const [list, index, key] = path;
    if (list === 'locations' && index === draft.here) problems[String(key)] ??= words;
    else problems[''] ??= `${path.join(' ')} ${words}`;
  }
  const names = locations.locations.map(({ name }) => name);
  if (new Set(names).size < names.length) problems.name = 'is the name of another location';
  return problems;
}

/** What keeps a card from being used, by its keys and "number". */
export function problemsOfCard(
  card: CallingCard,
  number: string,
  others: readonly CallingCard[],
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const checked = callingCard.safeParse(card);
  for (const { path, message, code } of checked.success ? [] : checked.error.issues)
    problems[String(path[0])] ??= code === 'too_small' ? 'is missing' : message;
  if (others.some(({ name }) => name === card.name)) problems.name = 'is the name of another card';
  if (!cardNumber.safeParse(number).success || !/^[\d\s*#-]*$/.test(number))
    problems.number = 'may hold digits, * and # only';
  return problems;
}
