/** What is really dialled for an entry from a location: prefixes, area codes, calling card and call waiting. */
import { DialFailure } from './dial-error.ts';
import type { CallingCard, Location, Locations } from './locations.ts';
import type { Entry } from './phonebook.ts';

export type NumberToDial = Pick<Entry, 'phone' | 'useDialingRules' | 'areaCode' | 'countryCode' | 'dialling'>;

export interface DialledNumber {
  /** For the modem, and for nobody's eyes: it may hold a calling card's number. */
  readonly dialled: string;
  /** The same with dots where the card's number is. */
  readonly masked: string;
  /** In words: what kind of call it is, piece by piece what is dialled, and whether in pulses. */
  readonly explanation: string;
}

export interface CardInUse {
  readonly card: CallingCard;
  readonly number: string;
}

/** What an entry's `phone` may hold. */
const longest = 128;
export const maskedCardNumber = '••••';

interface Piece {
  readonly dialled: string;
  /** How the sentence names it. */
  readonly said: string;
  readonly secret?: true;
}

type Kind = 'local' | 'neighbouring' | 'long distance' | 'international';

const kindWords: Readonly<Record<Kind, string>> = {
  local: 'Local call',
  neighbouring: 'Local call to another area',
  'long distance': 'Long distance',
  international: 'International call',
};

function undialable(cause: string, evidence?: string): DialFailure {
  return new DialFailure({ number: 749, cause, ...(evidence === undefined ? {} : { evidence }) });
}

/** Without what only makes a number readable; undefined if something is left that is not a key of a telephone. */
function keysOf(text: string): string | undefined {
  const keys = text.replace(/[\s().\-/]/g, '').toUpperCase();
  return /^[0-9*#A-DTPW,!@$]*$/.test(keys) ? keys : undefined;
}

function kindOfCall(to: NumberToDial, location: Location): Kind {
  if (to.countryCode !== undefined && to.countryCode !== location.countryCode) return 'international';
  if (to.areaCode === undefined || to.areaCode === location.areaCode) return 'local';
  return location.localAreaCodes.includes(to.areaCode) ? 'neighbouring' : 'long distance';
}

function ruleOf(card: CallingCard, kind: Kind): string {
  if (kind === 'international') return card.international;
  return kind === 'long distance' ? card.longDistance : card.sameArea;
}

const fixed = (dialled: string, said = dialled): Piece[] => (dialled === '' ? [] : [{ dialled, said }]);

/** The pieces a dialling rule stands for; `local` is what it calls the local number, G. */
function byRule(
  rule: string,
  { card, number }: CardInUse,
  parts: { readonly country: string; readonly area: string; readonly local: readonly Piece[] },
): Piece[] {
  return (rule.match(/[EFGH]|[^EFGH]+/g) ?? []).flatMap((symbol): readonly Piece[] => {
    if (symbol === 'E') return fixed(parts.country, `country code ${parts.country}`);
    if (symbol === 'F') return fixed(parts.area, `area code ${parts.area}`);
    if (symbol === 'G') return parts.local;
    if (symbol !== 'H') return fixed(symbol);
    const keys = keysOf(number);
    if (keys === undefined)
      throw undialable(`The number of the calling card "${card.name}" holds what no telephone can dial.`);
    if (keys === '') throw undialable(`No number is kept for the calling card "${card.name}".`);
    return [{ dialled: keys, said: 'the number of the card', secret: true }];
  });
}

/** The pieces by the location's own rules. */
function byLocation(kind: Kind, location: Location, country: string, area: string, local: readonly Piece[]) {
  const areaCode = fixed(area, `area code ${area}`);
  if (kind === 'international')
    return [
      ...fixed(location.internationalPrefix),
      ...fixed(country, `country code ${country}`),
      ...areaCode,
      ...local,
    ];
  return kind === 'long distance' ? [...fixed(location.longDistancePrefix), ...areaCode, ...local] : local;
}

/**
 * Throws a DialFailure (749) for what cannot be dialled: a number with other characters than a telephone has, one that has
 * become too long, a card whose number is not known. Whether it is dialled in tones or pulses the modem is told separately.
 */
export function dialledNumber(to: NumberToDial, location: Location, card?: CardInUse): DialledNumber {
  const phone = to.phone ?? '';
  const manner = diallingOf(to, location) === 'pulse' ? ' Pulse dialing.' : '';
  if (to.useDialingRules !== true)
    return {
      dialled: phone,
      masked: phone,
      explanation: `Dialed as it stands: Dialing Properties add nothing to it.${manner}`,
    };

  const keys = keysOf(phone);
  if (keys === undefined)
    throw undialable(
      'Dialing Properties apply to telephone numbers only, and this one holds other characters. Correct it, or turn off "Use area code and Dialing Properties".',
      phone,
    );
  if (keys === '') throw undialable('There is no telephone number to dial.');

  const kind = kindOfCall(to, location);
  const country = String(to.countryCode ?? location.countryCode);
  // A number without an area code of its own, in this country, is one of the area the user is in.
  const area = to.areaCode ?? (kind === 'local' ? location.areaCode : '');
  const number = fixed(keys, `number ${phone}`);
  const needsArea = kind === 'neighbouring' || (kind === 'local' && location.dialAreaCode);
  const local = needsArea ? [...fixed(area, `area code ${area}`), ...number] : number;

  const rule = card === undefined ? '' : ruleOf(card.card, kind);
  const outside =
    kind === 'local' || kind === 'neighbouring' ? location.outsideLocal : location.outsideLongDistance;
  const callWaiting = location.disableCallWaiting ?? '';
  const pieces = [
    ...fixed(callWaiting, `${callWaiting.trim()} against call waiting`),
    ...fixed(outside, `${outside.trim()} for an outside line`),
    ...(card === undefined || rule === ''
      ? byLocation(kind, location, country, area, local)
      : byRule(rule, card, { country, area, local: rule.includes('F') ? number : local })),
  ];

  const joined = (text: (piece: Piece) => string) => pieces.map(text).join('');
  const compact = (piece: Piece) => keysOf(piece.dialled) ?? '';
  const dialled = joined(compact);
  if (dialled === '') throw undialable('The rule of the calling card leaves nothing to dial.');
  if (dialled.length > longest)
    throw undialable(
      `The number has become too long: ${dialled.length} characters, and ${longest} can be dialed.`,
    );
  const how = card !== undefined && rule !== '' ? ` with the calling card "${card.card.name}"` : '';
  return {
    dialled,
    masked: joined((piece) => (piece.secret ? maskedCardNumber : compact(piece))),
    explanation: `${kindWords[kind]} from ${location.name}${how}: ${pieces.map(({ said }) => said).join(', ')}.${manner}`,
  };
}

/** Where the user dials from. A file that names a location it does not have means its first one. */
export function currentLocation({ current, locations }: Locations): Location {
  const found = locations.find(({ name }) => name === current) ?? locations[0];
  if (found === undefined) throw new Error('there is always a location');
  return found;
}

/** Tone or pulse: the entry's own word, else the location's where the entry is dialled by its rules. */
export const diallingOf = (
  { dialling, useDialingRules }: Pick<Entry, 'dialling' | 'useDialingRules'>,
  location: Location,
): Location['dialling'] => dialling ?? (useDialingRules === true ? location.dialling : 'tone');

/**
 * The entry with a number typed over its own for once: dialled as it stands from wherever, in tones or pulses as the one it
 * stands for.
 */
export const withTypedNumber = (entry: Entry, phone: string, locations: Locations): Entry => ({
  ...entry,
  phone,
  useDialingRules: false,
  dialling: diallingOf(entry, currentLocation(locations)),
});

/** The calling card in use at a location, if it is one there is. */
export function callingCardOf({ callingCards }: Locations, location: Location): CallingCard | undefined {
  return callingCards.find(({ name }) => name === location.callingCard);
}
