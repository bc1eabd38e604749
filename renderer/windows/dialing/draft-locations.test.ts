import { describe, expect, it, test } from 'vitest';
import { defaultLocations, locations as locationsSchema } from '../../../contract/locations.ts';
import { countries, countryName, countryOptions } from './countries.ts';
import {
  areaCodesOf,
  locationOf,
  locationsOf,
  newCard,
  openDraft,
  problemsOfCard,
  problemsOfLocations,
  withCard,
  withCountry,
  withLocation,
  withNewLocation,
  withoutCard,
  withoutKey,
  withoutLocation,
} from './draft-locations.ts';
import { previewNumber } from './preview.ts';

const start = openDraft(defaultLocations);
const here = locationOf;

describe('locations', () => {
  it('are added as a copy of the one in use, under a new name, and become the one in use', () => {
    const more = withNewLocation(withLocation(start, { areaCode: '206' }));
    expect(here(more)).toMatchObject({ name: 'New Location 2', areaCode: '206' });
    expect(here(withNewLocation(more)).name).toBe('New Location 3');
  });

  it('are renamed, and stay the one in use', () => {
    const home = withLocation(start, { name: 'Home' });
    expect(locationsOf(home).current).toBe('Home');
    expect(here(home).name).toBe('Home');
  });

  it('keep to themselves on the way through the name of a neighbour', () => {
    const two = withNewLocation(withLocation(start, { areaCode: '206' }));
    const [name, through] = ['New Location Two', 'New Location'];
    const renamed = withLocation(withLocation(two, { name: through }), { name, areaCode: '425' });
    expect(locationsOf(renamed)).toMatchObject({
      current: name,
      locations: [
        { name: 'New Location', areaCode: '206' },
        { name, areaCode: '425' },
      ],
    });
  });

  it('are removed, except the last one', () => {
    const two = withNewLocation(start);
    expect(withoutLocation(two)).toEqual(start);
    expect(withoutLocation(start)).toBe(start);
  });

  it('lose a key that is turned off', () => {
    const waiting = withLocation(start, { disableCallWaiting: '*70,' });
    expect(withoutKey(waiting, 'disableCallWaiting')).toStrictEqual(start);
  });

  it('take the prefixes of another country where they were those of the one before', () => {
    expect(here(withCountry(start, 44))).toMatchObject({
      countryCode: 44,
      longDistancePrefix: '0',
      internationalPrefix: '00',
    });
    const own = withLocation(start, { longDistancePrefix: '10' });
    expect(here(withCountry(own, 44)).longDistancePrefix).toBe('10');
  });

  it.each([
    ['name', { name: '' }, 'is missing'],
    ['areaCode', { areaCode: 'x' }, 'is not an area code'],
    ['outsideLocal', { outsideLocal: 'nine' }, 'is not something a telephone can dial'],
  ])('are not saved with a wrong %s', (key, change, words) => {
    expect(problemsOfLocations(withLocation(start, change))[key]).toBe(words);
  });

  it('are not saved with two of one name', () => {
    expect(
      problemsOfLocations(withLocation(withNewLocation(start), { name: 'New Location' })),
    ).toHaveProperty('name');
    expect(problemsOfLocations(start)).toEqual({});
  });
});

describe('calling cards', () => {
  const card = { ...newCard(start), name: 'World' };
  const used = withCard(start, card);

  it('are used where they are made', () => {
    expect(here(used).callingCard).toBe('World');
    expect(locationsSchema.safeParse(locationsOf(used)).success).toBe(true);
  });

  it('keep their locations when they are renamed', () => {
    const renamed = withCard(used, { ...card, name: 'Other' }, 'World');
    expect(renamed.callingCards.map(({ name }) => name)).toEqual(['Other']);
    expect(here(renamed).callingCard).toBe('Other');
  });

  it('are gone from every location when they are removed', () => {
    expect(withoutCard(used, 'World')).toStrictEqual(start);
  });

  it('are refused with rules, names and numbers that make no sense', () => {
    expect(problemsOfCard(card, '1234-5678', [])).toEqual({});
    expect(problemsOfCard({ ...card, longDistance: 'call me' }, '', [])).toEqual({
      longDistance: 'is not a dialing rule',
    });
    expect(problemsOfCard(card, 'secret', [card])).toEqual({
      name: 'is the name of another card',
      number: 'may hold digits, * and # only',
    });
  });
});

describe('the preview', () => {
  it('shows what is dialled, with dots for the card', () => {
    const draft = withCard(start, { ...newCard(start), longDistance: '1800H,FG' });
    const to = { useDialingRules: true, phone: '555-0100', areaCode: '503' };
    expect(previewNumber(to, locationsOf(draft), here(draft))).toMatchObject({
      shown: '1800••••,5035550100',
    });
  });

  it('says why a number cannot be dialed, and when there is none yet', () => {
    const to = { useDialingRules: true, phone: 'bbs.example' };
    expect(previewNumber(to, defaultLocations, here(start))).toHaveProperty('problem');
    expect(previewNumber({ phone: '' }, defaultLocations, here(start))).toMatchObject({ shown: '' });
  });
});

test.each([
  ['', []],
  ['425, 253;425 ', ['425', '253']],
])('%j are the area codes %j', (text, codes) => {
  expect(areaCodesOf(text)).toEqual(codes);
});

describe('countries', () => {
  it('are each there once, with prefixes a location may have', () => {
    expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
    for (const { code } of countries) {
      const there = withCountry(start, code);
      expect(locationsSchema.safeParse(locationsOf(there)).success).toBe(true);
    }
  });

  it('have a line for a code the list does not know', () => {
    expect(countryName(999)).toBe('+999');
    expect(countryOptions(999)[0]).toEqual({ value: '999', label: '+999' });
    expect(countryOptions(44)).toHaveLength(countries.length);
  });
});
