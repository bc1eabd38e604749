/** Locations and calling cards while they are being edited; the file always has a location, and no two of one name. */
import { currentLocation } from '../../../contract/dialing-rules.ts';
import { cardNumber, locations as locationsSchema } from '../../../contract/locations.ts';
import type { CallingCard, Location, Locations } from '../../../contract/locations.ts';
import { countryOf } from './countries.ts';

/** The card numbers that were typed, by card; those that are kept never come to the page. */
export type CardNumbers = Readonly<Record<string, string>>;

/** `wish`, or with the first number that makes it a new name. */
function freeName(wish: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wish : `${wish} ${number}`;
    if (!taken.includes(name)) return name;
  }
}

/** Changes the location in use. */
export function withLocation(locations: Locations, change: Partial<Location>): Locations {
  const here = currentLocation(locations);
  return {
    ...locations,
    current: change.name ?? here.name,
    locations: locations.locations.map((each) => (each === here ? { ...each, ...change } : each)),
  };
}

/** A new location begins as a copy of the one in use: most of it is the same. */
export function withNewLocation(locations: Locations): Locations {
  const name = freeName(
    'New Location',
    locations.locations.map((each) => each.name),
  );
  const added = { ...currentLocation(locations), name };
  return { ...locations, current: name, locations: [...locations.locations, added] };
}

/** Removes the location in use; the last one stays. */
export function withoutLocation(locations: Locations): Locations {
  const here = currentLocation(locations);
  const rest = locations.locations.filter((each) => each !== here);
  const [first] = rest;
  return first === undefined ? locations : { ...locations, current: first.name, locations: rest };
}

/** The prefixes follow to another country where they were those of the one before. */
export function withCountry(locations: Locations, countryCode: number): Locations {
  const here = currentLocation(locations);
  const [before, after] = [countryOf(here.countryCode), countryOf(countryCode)];
  const usual =
    before === undefined ||
    (here.longDistancePrefix === before.longDistance && here.internationalPrefix === before.international);
  return withLocation(locations, {
    countryCode,
    ...(usual &&
      after !== undefined && {
        longDistancePrefix: after.longDistance,
        internationalPrefix: after.international,
      }),
  });
}

/** Takes a key of the location in use away: no calling card, call waiting as it is. */
export function withoutKey(locations: Locations, key: 'callingCard' | 'disableCallWaiting'): Locations {
  const here = currentLocation(locations);
  const bare = { ...here };
  if (key === 'callingCard') delete bare.callingCard;
  else delete bare.disableCallWaiting;
  return { ...locations, locations: locations.locations.map((each) => (each === here ? bare : each)) };
}

/** A card with the rules most cards have: their own number first, then area code and number. */
export function newCard({ callingCards }: Locations): CallingCard {
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
export function withCard(locations: Locations, card: CallingCard, replaces?: string): Locations {
  const { callingCards } = locations;
  const followed: Locations = {
    ...locations,
    callingCards:
      replaces === undefined
        ? [...callingCards, card]
        : callingCards.map((each) => (each.name === replaces ? card : each)),
    locations: locations.locations.map((each) =>
      replaces !== undefined && each.callingCard === replaces ? { ...each, callingCard: card.name } : each,
    ),
  };
  return withLocation(followed, { callingCard: card.name });
}

/** Removes a card, everywhere. */
export function withoutCard(locations: Locations, name: string): Locations {
  return {
    ...locations,
    callingCards: locations.callingCards.filter((card) => card.name !== name),
    locations: locations.locations.map((each) => {
      if (each.callingCard !== name) return each;
      const bare = { ...each };
      delete bare.callingCard;
      return bare;
    }),
  };
}

/** The area codes in a text, whatever stands between them. */
export const areaCodesOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((code) => code !== '')),
];

/** What keeps the locations from being saved: by key of the one in use ("areaCode"), or as a whole (""). */
export function problemsOfLocations(locations: Locations): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const here = locations.locations.indexOf(currentLocation(locations));
  const checked = locationsSchema.safeParse(locations);
  for (const { path, message, code } of checked.success ? [] : checked.error.issues) {
    const words = code === 'too_small' ? 'is missing' : code === 'too_big' ? 'is too long' : message;
    const [list, index, key] = path;
    if (list === 'locations' && index === here) problems[String(key)] ??= words;
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
  const alone = { ...emptyLocations, callingCards: [card] };
  const checked = locationsSchema.safeParse(alone);
  for (const { path, message, code } of checked.success ? [] : checked.error.issues)
    problems[String(path[2])] ??= code === 'too_small' ? 'is missing' : message;
  if (others.some(({ name }) => name === card.name)) problems.name = 'is the name of another card';
  if (!cardNumber.safeParse(number).success || !/^[\d\s*#-]*$/.test(number))
    problems.number = 'may hold digits, * and # only';
  return problems;
}

const emptyLocations: Locations = {
  version: 1,
  current: '-',
  locations: [
    {
      name: '-',
      countryCode: 1,
      areaCode: '',
      outsideLocal: '',
      outsideLongDistance: '',
      longDistancePrefix: '',
      internationalPrefix: '',
      dialAreaCode: false,
      localAreaCodes: [],
      dialling: 'tone',
    },
  ],
  callingCards: [],
};
