/** Dialing Properties: where the user dials from, and what that does to a number. */
import { label, line } from './text.ts';
import { z } from './zod.ts';

/** What may stand before a number: digits, * and #, and the modifiers a modem knows. */
const prefix = z
  .string()
  .max(40)
  .regex(/^[0-9*#A-DTPW,!@$ -]*$/i, { error: 'is not something a telephone can dial' });

/**
 * The letters of a calling card's rule: E country code, F area code, G local number, H card number, and what is dialled.
 * Not TAPI's question mark: no modem waits for the user in the middle of a number.
 */
const cardRule = z
  .string()
  .max(64)
  .regex(/^[0-9*#A-DEFGHTPW,!@$]*$/, { error: 'is not a dialing rule' });

export const callingCard = z.strictObject({
  name: label(64),
  /** Three rules, as TAPI has them: same area, long distance, international. */
  sameArea: cardRule,
  longDistance: cardRule,
  international: cardRule,
});

export const location = z.strictObject({
  name: label(64),
  countryCode: z.int().min(1).max(999),
  /** Empty where the country has none. */
  areaCode: z.string().regex(/^\d{0,10}$/, { error: 'is not an area code' }),
  outsideLocal: prefix,
  outsideLongDistance: prefix,
  /** Dialled before a number of another area, and before one of another country: "1" and "011", "0" and "00". */
  longDistancePrefix: prefix,
  internationalPrefix: prefix,
  /** Numbers of this area that need the area code all the same. */
  dialAreaCode: z.boolean(),
  /** Further area codes that are dialled like local numbers. */
  localAreaCodes: z.array(z.string().regex(/^\d{1,10}$/)).max(64),
  /** Absent: not in use. */
  disableCallWaiting: prefix.optional(),
  /** The name of a calling card; absent: none. */
  callingCard: label(64).optional(),
  dialling: z.enum(['tone', 'pulse']),
});
export type Location = z.infer<typeof location>;

export const locations = z.strictObject({
  version: z.literal(1),
  current: label(64),
  locations: z.array(location).min(1).max(64),
  callingCards: z.array(callingCard).max(32),
});
export type Locations = z.infer<typeof locations>;
export type CallingCard = z.infer<typeof callingCard>;

export const defaultLocations: Locations = {
  version: 1,
  current: 'New Location',
  locations: [
    {
      name: 'New Location',
      countryCode: 1,
      areaCode: '',
      outsideLocal: '',
      outsideLongDistance: '',
      longDistancePrefix: '1',
      internationalPrefix: '011',
      dialAreaCode: false,
      localAreaCodes: [],
      dialling: 'tone',
    },
  ],
  callingCards: [],
};

/** A card's number is as good as a password: it is kept where passwords are, never in the file. */
export const cardNumber = line(40);
