import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DialFailure } from './dial-error.ts';
import { callingCardOf, currentLocation, dialledNumber, withTypedNumber } from './dialing-rules.ts';
import type { CardInUse, NumberToDial } from './dialing-rules.ts';
import { callingCard, cardNumber, defaultLocations, location as locationSchema } from './locations.ts';
import type { Location } from './locations.ts';
import { entry } from './phonebook.ts';

const home: Location = {
  name: 'Home',
  countryCode: 1,
  areaCode: '206',
  outsideLocal: '',
  outsideLongDistance: '',
  longDistancePrefix: '1',
  internationalPrefix: '011',
  dialAreaCode: false,
  localAreaCodes: ['425'],
  dialling: 'tone',
};
const office: Partial<Location> = { name: 'Office', outsideLocal: '9,', outsideLongDistance: '8,' };
const berlin: Location = {
  ...home,
  name: 'Berlin',
  countryCode: 49,
  areaCode: '30',
  longDistancePrefix: '0',
  internationalPrefix: '00',
  localAreaCodes: [],
};
const card: CardInUse = {
  card: {
    name: 'World',
    sameArea: 'G',
    longDistance: '18006747000,,,TH,,FG',
    international: '18005551111,,H@01EFG',
  },
  number: '1234-5678 90',
};

const to = (phone: string, more: Partial<NumberToDial> = {}): NumberToDial => ({
  useDialingRules: true,
  phone,
  ...more,
});

function failureOf(work: () => unknown): DialFailure {
  try {
    work();
  } catch (problem) {
    if (problem instanceof DialFailure) return problem;
    throw problem;
  }
  throw new Error('nothing failed');
}

interface Row {
  readonly name: string;
  readonly to: NumberToDial;
  readonly from: Location;
  readonly card?: CardInUse;
  readonly dialled: string;
  readonly explanation: string;
}

const asItStands = 'Dialed as it stands: Dialing Properties add nothing to it.';
const rows: readonly Row[] = [
  {
    name: 'without the rules: as it stands, though prefixes and call waiting are set',
    to: { phone: '9w1 (555) 0100;', areaCode: '425', countryCode: 49 },
    from: { ...home, ...office, disableCallWaiting: '*70,' },
    card,
    dialled: '9w1 (555) 0100;',
    explanation: asItStands,
  },
  {
    name: 'without the rules: a host behind a WiFi modem',
    to: { phone: 'bbs.example:23', useDialingRules: false },
    from: home,
    dialled: 'bbs.example:23',
    explanation: asItStands,
  },
  {
    name: 'without the rules, at a pulse location: that is for those who use them',
    to: { phone: '555-0100' },
    from: { ...home, dialling: 'pulse' },
    dialled: '555-0100',
    explanation: asItStands,
  },
  {
    name: 'without the rules, by an entry that dials pulses',
    to: { phone: '555-0100', dialling: 'pulse' },
    from: home,
    dialled: '555-0100',
    explanation: `${asItStands} Pulse dialing.`,
  },
  {
    name: 'at a pulse location',
    to: to('555-0100'),
    from: { ...home, dialling: 'pulse' },
    dialled: '5550100',
    explanation: 'Local call from Home: number 555-0100. Pulse dialing.',
  },
  {
    name: 'at a pulse location, by an entry that dials tones',
    to: to('555-0100', { dialling: 'tone' }),
    from: { ...home, dialling: 'pulse' },
    dialled: '5550100',
    explanation: 'Local call from Home: number 555-0100.',
  },
  {
    name: 'the same area: the number alone',
    to: to('555-0100', { areaCode: '206', countryCode: 1 }),
    from: home,
    dialled: '5550100',
    explanation: 'Local call from Home: number 555-0100.',
  },
  {
    name: 'no area code of its own: of the area the user is in',
    to: to('555 0100'),
    from: home,
    dialled: '5550100',
    explanation: 'Local call from Home: number 555 0100.',
  },
  {
    name: 'the same area where ten digits are dialled',
    to: to('555-0100', { areaCode: '206' }),
    from: { ...home, dialAreaCode: true },
    dialled: '2065550100',
    explanation: 'Local call from Home: area code 206, number 555-0100.',
  },
  {
    name: 'ten digits, and the area is the user’s own',
    to: to('555-0100'),
    from: { ...home, dialAreaCode: true },
    dialled: '2065550100',
    explanation: 'Local call from Home: area code 206, number 555-0100.',
  },
  {
    name: 'ten digits where no area code is known: nothing to add',
    to: to('555-0100'),
    from: { ...home, areaCode: '', dialAreaCode: true },
    dialled: '5550100',
    explanation: 'Local call from Home: number 555-0100.',
  },
  {
    name: 'an area that is dialled like a local one',
    to: to('555-0100', { areaCode: '425' }),
    from: { ...home, ...office },
    dialled: '9,4255550100',
    explanation:
      'Local call to another area from Office: 9, for an outside line, area code 425, number 555-0100.',
  },
  {
    name: 'another area',
    to: to('555-0100', { areaCode: '503', countryCode: 1 }),
    from: home,
    dialled: '15035550100',
    explanation: 'Long distance from Home: 1, area code 503, number 555-0100.',
  },
  {
    name: 'another area from behind a switchboard',
    to: to('555-0100', { areaCode: '503' }),
    from: { ...home, ...office },
    dialled: '8,15035550100',
    explanation: 'Long distance from Office: 8, for an outside line, 1, area code 503, number 555-0100.',
  },
  {
    name: 'an area code, from a place without one',
    to: to('555-0100', { areaCode: '503' }),
    from: { ...home, areaCode: '' },
    dialled: '15035550100',
    explanation: 'Long distance from Home: 1, area code 503, number 555-0100.',
  },
  {
    name: 'another country',
    to: to('12 34-56', { areaCode: '30', countryCode: 49 }),
    from: home,
    dialled: '0114930123456',
    explanation: 'International call from Home: 011, country code 49, area code 30, number 12 34-56.',
  },
  {
    name: 'another country whose area code happens to be the same',
    to: to('555-0100', { areaCode: '206', countryCode: 44 }),
    from: home,
    dialled: '011442065550100',
    explanation: 'International call from Home: 011, country code 44, area code 206, number 555-0100.',
  },
  {
    name: 'another country that has no area codes',
    to: to('3333 4444', { countryCode: 45 }),
    from: home,
    dialled: '0114533334444',
    explanation: 'International call from Home: 011, country code 45, number 3333 4444.',
  },
  {
    name: 'the prefixes of another country',
    to: to('555-0100', { areaCode: '206', countryCode: 1 }),
    from: berlin,
    dialled: '0012065550100',
    explanation: 'International call from Berlin: 00, country code 1, area code 206, number 555-0100.',
  },
  {
    name: 'the trunk prefix of another country',
    to: to('90 10', { areaCode: '89' }),
    from: berlin,
    dialled: '0899010',
    explanation: 'Long distance from Berlin: 0, area code 89, number 90 10.',
  },
  {
    name: 'call waiting is turned off before anything else',
    to: to('555-0100', { areaCode: '206' }),
    from: { ...home, ...office, disableCallWaiting: '*70,' },
    dialled: '*70,9,5550100',
    explanation:
      'Local call from Office: *70, against call waiting, 9, for an outside line, number 555-0100.',
  },
  {
    name: 'blanks and dashes of a prefix are for the eye',
    to: to('555-0100'),
    from: { ...home, outsideLocal: '9 - ', disableCallWaiting: '70#' },
    dialled: '70#95550100',
    explanation: 'Local call from Home: 70# against call waiting, 9 - for an outside line, number 555-0100.',
  },
  {
    name: 'modifiers in small letters',
    to: to('555-0100w12'),
    from: home,
    dialled: '5550100W12',
    explanation: 'Local call from Home: number 555-0100w12.',
  },
  {
    name: 'a calling card, within the area',
    to: to('555-0100', { areaCode: '206' }),
    from: home,
    card,
    dialled: '5550100',
    explanation: 'Local call from Home with the calling card "World": number 555-0100.',
  },
  {
    name: 'a calling card, long distance',
    to: to('555-0100', { areaCode: '503' }),
    from: { ...home, ...office },
    card,
    dialled: '8,18006747000,,,T1234567890,,5035550100',
    explanation:
      'Long distance from Office with the calling card "World": 8, for an outside line, 18006747000,,,T, the number of the card, ,,, area code 503, number 555-0100.',
  },
  {
    name: 'a calling card, to another country',
    to: to('1234', { areaCode: '30', countryCode: 49 }),
    from: home,
    card,
    dialled: '18005551111,,1234567890@0149301234',
    explanation:
      'International call from Home with the calling card "World": 18005551111,,, the number of the card, @01, country code 49, area code 30, number 1234.',
  },
  {
    name: 'a calling card whose rule has no area code, to an area that needs one',
    to: to('555-0100', { areaCode: '425' }),
    from: home,
    card,
    dialled: '4255550100',
    explanation:
      'Local call to another area from Home with the calling card "World": area code 425, number 555-0100.',
  },
  {
    name: 'a calling card whose rule has the area code: not twice',
    to: to('555-0100', { areaCode: '425' }),
    from: home,
    card: { ...card, card: { ...card.card, sameArea: 'FG' } },
    dialled: '4255550100',
    explanation:
      'Local call to another area from Home with the calling card "World": area code 425, number 555-0100.',
  },
  {
    name: 'a calling card without a rule for this kind of call is not used',
    to: to('555-0100', { areaCode: '503' }),
    from: home,
    card: { ...card, card: { ...card.card, longDistance: '' } },
    dialled: '15035550100',
    explanation: 'Long distance from Home: 1, area code 503, number 555-0100.',
  },
  {
    name: 'a calling card without a number, where the rule does not ask for it',
    to: to('555-0100'),
    from: home,
    card: { ...card, number: '' },
    dialled: '5550100',
    explanation: 'Local call from Home with the calling card "World": number 555-0100.',
  },
];

describe('the number that is dialled', () => {
  test.each(rows)('$name', ({ to: number, from, card: used, dialled, explanation }) => {
    expect(dialledNumber(number, from, used)).toMatchObject({ dialled, explanation });
  });

  it('is shown with dots where the card’s number is', () => {
    const { masked } = dialledNumber(to('555-0100', { areaCode: '503' }), home, card);
    expect(masked).toBe('18006747000,,,T••••,,5035550100');
  });

  it('is shown as it is dialled where no card is used', () => {
    const { dialled, masked } = dialledNumber(to('555-0100', { areaCode: '503' }), home);
    expect(masked).toBe(dialled);
  });
});

describe('a number that cannot be dialled', () => {
  const longDistance = to('555-0100', { areaCode: '503' });
  test.each([
    ['letters', to('bbs.example:23'), home, undefined, 'other characters'],
    ['a second command', to('5550100;&F'), home, undefined, 'other characters'],
    ['nothing', to(''), home, undefined, 'no telephone number'],
    ['separators alone', to('- -'), home, undefined, 'no telephone number'],
    ['too long', to('5'.repeat(128), { areaCode: '503' }), home, undefined, 'too long: 132'],
    [
      'a card whose rule leaves nothing',
      to('1'),
      { ...home, areaCode: '' },
      { ...card, card: { ...card.card, sameArea: 'F' } },
      'nothing',
    ],
    ['a card without a number', longDistance, home, { ...card, number: ' ' }, 'No number is kept'],
    [
      'a card with another number',
      longDistance,
      home,
      { ...card, number: 'secret' },
      'no telephone can dial',
    ],
  ] as const)('is refused with 749: %s', (_, number, from, used, cause) => {
    const { error } = failureOf(() => dialledNumber(number, from, used));
    expect(error.number).toBe(749);
    expect(error.cause).toContain(cause);
  });

  it('never shows the card’s number in the refusal', () => {
    const { error } = failureOf(() => dialledNumber(longDistance, home, { ...card, number: 'se12cret34' }));
    expect(JSON.stringify(error)).not.toContain('se12cret34');
  });
});

describe('whatever the entry, the location and the card say', () => {
  const prefix = fc.stringMatching(/^[0-9*#A-DTPW,!@$ -]{0,12}$/);
  const rule = fc.stringMatching(/^[0-9*#A-HTPW,!@$]{0,20}$/);
  const area = fc.stringMatching(/^\d{1,10}$/);
  const anyLocation = fc.record({
    name: fc.constantFrom('Home', 'Hotel (9)'),
    countryCode: fc.integer({ min: 1, max: 999 }),
    areaCode: fc.stringMatching(/^\d{0,10}$/),
    outsideLocal: prefix,
    outsideLongDistance: prefix,
    longDistancePrefix: prefix,
    internationalPrefix: prefix,
    dialAreaCode: fc.boolean(),
    localAreaCodes: fc.array(area, { maxLength: 3 }),
    disableCallWaiting: prefix,
    dialling: fc.constantFrom('tone' as const, 'pulse' as const),
  });
  const anyNumber = fc.record(
    {
      phone: fc.oneof(fc.stringMatching(/^[0-9 ()-]{1,30}$/), fc.string({ minLength: 1, maxLength: 128 })),
      useDialingRules: fc.constant(true),
      areaCode: area,
      countryCode: fc.constantFrom(1, 44, 49),
    },
    { requiredKeys: ['phone', 'useDialingRules'] },
  );
  const anyCard = fc.option(
    fc.record({
      card: fc.record({
        name: fc.constant('World'),
        sameArea: rule,
        longDistance: rule,
        international: rule,
      }),
      number: fc.oneof(fc.stringMatching(/^\d{0,40}$/), fc.string({ maxLength: 40 })),
    }),
    { nil: undefined },
  );

  it('a modem gets dialable characters, at most 128, or the number is refused', () => {
    let dialledOnes = 0;
    fc.assert(
      fc.property(anyNumber, anyLocation, anyCard, (number, from, used) => {
        expect(locationSchema.safeParse(from).success).toBe(true);
        let result;
        try {
          result = dialledNumber(number, from, used);
        } catch (problem) {
          expect(problem).toBeInstanceOf(DialFailure);
          return;
        }
        dialledOnes += 1;
        expect(result.dialled).toMatch(/^[0-9*#A-DTPW,!@$]{1,128}$/);
        expect(result.masked).toMatch(/^[0-9*#A-DTPW,!@$•]*$/);
        const inEntry = { name: 'x', device: { kind: 'modem', port: '/dev/ttyS0' }, phone: result.dialled };
        expect(entry.safeParse(inEntry).success).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(dialledOnes).toBeGreaterThan(100);
  });

  it('a card’s number is never in what is shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8,20}$/), anyLocation, (number, from) => {
        const used = { card: { ...card.card, longDistance: 'H,FG' }, number };
        const there = to('1', { areaCode: `${from.areaCode.slice(0, 9)}0` });
        fc.pre(there.areaCode !== from.areaCode && number !== from.areaCode);
        const { masked, explanation } = dialledNumber(there, { ...from, localAreaCodes: [] }, used);
        expect(masked).toContain('••••');
        expect(explanation).toContain('the number of the card');
        fc.pre(![from.outsideLongDistance, from.disableCallWaiting].join(' ').includes(number));
        expect(explanation).not.toContain(number);
      }),
    );
  });

  it('the schema of cards lets through exactly the letters the rules know', () => {
    const named = (sameArea: string) => ({ name: 'World', sameArea, longDistance: '', international: '' });
    expect(callingCard.safeParse(named('18006747000,,,TH,,FG')).success).toBe(true);
    expect(callingCard.safeParse(named('18006747000?H')).success).toBe(false);
    expect(cardNumber.safeParse('1234-5678').success).toBe(true);
  });
});

describe('a number typed over that of the phonebook', () => {
  const pulse = {
    ...defaultLocations,
    current: 'Old Town',
    locations: [{ ...home, name: 'Old Town', dialling: 'pulse' as const }],
  };
  const entry = { name: 'Mail', device: { kind: 'modem' as const, port: '/dev/ttyS0' }, phone: '555-0100' };

  it.each([
    ['at a pulse location', { useDialingRules: true, areaCode: '503' }, 'pulse'],
    [
      'at a pulse location, by an entry that dials tones',
      { useDialingRules: true, dialling: 'tone' as const },
      'tone',
    ],
    ['at a pulse location, by an entry that is the same everywhere', {}, 'tone'],
    ['by an entry that dials pulses everywhere', { dialling: 'pulse' as const }, 'pulse'],
  ])('%s: is dialled as it stands, in the manner of the number it replaces', (_where, more, dialling) => {
    const typed = withTypedNumber({ ...entry, ...more }, '9W1 (800) 555-0111', pulse);
    expect(typed).toMatchObject({ name: 'Mail', dialling });
    expect(dialledNumber(typed, pulse.locations[0]!)).toMatchObject({ dialled: '9W1 (800) 555-0111' });
  });
});

describe('the location in use', () => {
  const locations = { ...defaultLocations, locations: [home, berlin], callingCards: [card.card] };

  it('is the one that is named', () => {
    expect(currentLocation({ ...locations, current: 'Berlin' })).toBe(berlin);
  });

  it('is the first if the one that is named is gone', () => {
    expect(currentLocation({ ...locations, current: 'Paris' })).toBe(home);
  });

  it('knows its calling card', () => {
    expect(callingCardOf(locations, { ...home, callingCard: 'World' })).toBe(card.card);
    expect(callingCardOf(locations, { ...home, callingCard: 'Lost' })).toBeUndefined();
    expect(callingCardOf(locations, home)).toBeUndefined();
  });
});
