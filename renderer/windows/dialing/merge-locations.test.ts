import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { defaultLocations, locations as locationsSchema } from '../../../contract/locations.ts';
import type { CallingCard, Location, Locations } from '../../../contract/locations.ts';
import {
  locationsOf,
  newCard,
  openDraft,
  withCard,
  withLocation,
  withNewLocation,
  withoutCard,
  withoutLocation,
} from './draft-locations.ts';
import type { LocationsDraft } from './draft-locations.ts';
import { mergedLocations } from './merge-locations.ts';

const [usual] = defaultLocations.locations;
const place = (name: string, more: Partial<Location> = {}): Location => ({ ...usual!, ...more, name });
const [home, hotel, office] = [
  place('Home'),
  place('Hotel', { outsideLocal: '9,' }),
  place('Office', { dialling: 'pulse' }),
];
const world: CallingCard = { name: 'World', sameArea: 'G', longDistance: 'H,FG', international: 'H,EFG' };
const opened: Locations = {
  ...defaultLocations,
  current: 'Home',
  locations: [home, hotel],
  callingCards: [world],
};
const at = (draft: LocationsDraft, here: number): LocationsDraft => ({ ...draft, here });

type Edit = (draft: LocationsDraft) => LocationsDraft;
const nothing: Edit = (draft) => draft;
const atHotel = { ...opened, current: 'Hotel' };
const withOffice = { ...opened, locations: [home, hotel, office] };
const withoutHotel = { ...opened, locations: [home] };

describe('what Dialing Properties save', () => {
  it.each<[string, Edit, Partial<Locations>, Partial<Locations>]>([
    ['nothing changed anywhere: as it was', nothing, {}, {}],
    ['moved elsewhere: that stays', nothing, atHotel, atHotel],
    ['moved here: that counts', (draft) => at(draft, 1), {}, atHotel],
    ['looked at another and came back: no choice was made', (draft) => at(at(draft, 1), 0), atHotel, atHotel],
    [
      'moved here and elsewhere: what was chosen here counts',
      (draft) => at(draft, 1),
      { ...withOffice, current: 'Office' },
      { ...withOffice, current: 'Hotel' },
    ],
    [
      'changed here, moved elsewhere: both',
      (draft) => withLocation(draft, { areaCode: '206' }),
      atHotel,
      { current: 'Hotel', locations: [place('Home', { areaCode: '206' }), hotel] },
    ],
    [
      'the one in use renamed here: it stays in use',
      (draft) => withLocation(draft, { name: 'House' }),
      {},
      { current: 'House', locations: [place('House'), hotel] },
    ],
    [
      'the one in use renamed here, moved elsewhere: both',
      (draft) => withLocation(draft, { name: 'House' }),
      atHotel,
      { current: 'Hotel', locations: [place('House'), hotel] },
    ],
    [
      'another one renamed here, and chosen elsewhere: its new name is in use',
      (draft) => at(withLocation(at(draft, 1), { name: 'Inn' }), 0),
      atHotel,
      { current: 'Inn', locations: [home, place('Inn', { outsideLocal: '9,' })] },
    ],
    [
      'a new one here, another one elsewhere: both',
      (draft) => withLocation(withNewLocation(draft), { name: 'Boat' }),
      { ...withOffice, current: 'Office' },
      { current: 'Boat', locations: [home, hotel, place('Boat'), office] },
    ],
    [
      'added elsewhere and moved there: that stays',
      nothing,
      { ...withOffice, current: 'Office' },
      { ...withOffice, current: 'Office' },
    ],
    [
      'new ones of one name: the one made here',
      (draft) => withLocation(withNewLocation(draft), { name: 'Office', areaCode: '425' }),
      withOffice,
      { current: 'Office', locations: [home, hotel, place('Office', { areaCode: '425' })] },
    ],
    ['removed elsewhere: it stays away', nothing, withoutHotel, withoutHotel],
    [
      'the one in use removed elsewhere: it stays away, although it is shown',
      nothing,
      { current: 'Hotel', locations: [hotel] },
      { current: 'Hotel', locations: [hotel] },
    ],
    [
      'another one removed here, which is all that is left elsewhere: the one that is shown stays',
      (draft) => withoutLocation(at(draft, 1)),
      { current: 'Hotel', locations: [hotel] },
      { locations: [home] },
    ],
    [
      'a second new one: the one that is shown is in use',
      (draft) => withNewLocation(withNewLocation(draft)),
      atHotel,
      {
        current: 'New Location 2',
        locations: [home, hotel, place('New Location'), place('New Location 2')],
      },
    ],
    [
      'removed elsewhere, changed here: as it was changed',
      (draft) => at(withLocation(at(draft, 1), { areaCode: '30' }), 0),
      withoutHotel,
      { locations: [home, place('Hotel', { areaCode: '30', outsideLocal: '9,' })] },
    ],
    [
      'removed elsewhere, chosen here: it is where the user is',
      (draft) => at(draft, 1),
      withoutHotel,
      atHotel,
    ],
    [
      'removed here: it stays away, wherever the user moved meanwhile',
      (draft) => withoutLocation(at(draft, 1)),
      atHotel,
      { locations: [home] },
    ],
    [
      'the one removed here, the other elsewhere: one has to stay',
      (draft) => withoutLocation(at(draft, 0)),
      withoutHotel,
      { current: 'Hotel', locations: [hotel] },
    ],
    [
      'changed elsewhere, untouched here: as it is now',
      nothing,
      { locations: [place('Home', { areaCode: '503' }), hotel] },
      { locations: [place('Home', { areaCode: '503' }), hotel] },
    ],
    [
      'changed elsewhere and here: as it was shown here, whole',
      (draft) => withLocation(draft, { countryCode: 49 }),
      { locations: [place('Home', { areaCode: '503' }), hotel] },
      { locations: [place('Home', { countryCode: 49 }), hotel] },
    ],
    [
      'a calling card made here, one changed and one made elsewhere: all three',
      (draft) => withCard(draft, { ...world, name: 'Mine' }),
      { callingCards: [{ ...world, sameArea: '' }, newCard({ callingCards: [] })] },
      {
        locations: [place('Home', { callingCard: 'Mine' }), hotel],
        callingCards: [{ ...world, sameArea: '' }, { ...world, name: 'Mine' }, newCard({ callingCards: [] })],
      },
    ],
    [
      'a calling card removed here: it stays away',
      (draft) => withoutCard(draft, 'World'),
      atHotel,
      { current: 'Hotel', callingCards: [] },
    ],
  ])('%s', (_what, edit, now, wanted) => {
    const saved = mergedLocations(opened, edit(openDraft(opened)), { ...opened, ...now });
    expect(saved).toEqual({ ...opened, ...wanted });
    expect(locationsSchema.parse(saved)).toEqual(saved);
  });

  const places = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }).chain((names) =>
    fc
      .tuple(fc.constantFrom(...names), fc.array(fc.constantFrom('1', '2'), { minLength: 4, maxLength: 4 }))
      .map(([current, codes]): Locations => ({
        ...defaultLocations,
        current,
        locations: names.map((name, index) => place(name, { areaCode: codes[index] ?? '' })),
      })),
  );

  it('is what the others have where nothing was changed here, and what was typed where nothing was elsewhere', () => {
    fc.assert(
      fc.property(places, places, fc.nat(3), (before, now, chosen) => {
        const draft = openDraft(before);
        const untouched = mergedLocations(before, draft, now);
        expect(new Set(untouched.locations)).toEqual(new Set(now.locations));
        expect(untouched.current).toBe(now.current);
        const typed = withLocation(at(draft, chosen % before.locations.length), { name: 'Typed' });
        expect(mergedLocations(before, typed, before).locations).toEqual(locationsOf(typed).locations);
      }),
    );
  });

  it('always has a location, and the one in use is one of them', () => {
    const edits = fc.array(
      fc.oneof(
        fc.nat(3).map(
          (index): Edit =>
            (draft) =>
              at(draft, index % draft.places.length),
        ),
        fc.constant<Edit>(withoutLocation),
        fc.constant<Edit>(withNewLocation),
        fc.constantFrom('A', 'X', 'Y').map(
          (name): Edit =>
            (draft) =>
              withLocation(draft, { name }),
        ),
      ),
    );
    fc.assert(
      fc.property(places, places, edits, (before, now, steps) => {
        const draft = steps.reduce((held, step) => step(held), openDraft(before));
        const saved = mergedLocations(before, draft, now);
        expect(saved.locations.map(({ name }) => name)).toContain(saved.current);
      }),
    );
  });
});
