/** What would be dialled, for looking at: a calling card's number is never on the page, dots stand for it. */
import { DialFailure } from '../../../contract/dial-error.ts';
import { callingCardOf, dialledNumber } from '../../../contract/dialing-rules.ts';
import type { NumberToDial } from '../../../contract/dialing-rules.ts';
import type { Location, Locations } from '../../../contract/locations.ts';

export type NumberPreview =
  { readonly shown: string; readonly explanation: string } | { readonly problem: string };

/** Takes the place of the card's number, which the page does not know; what is shown is masked anyway. */
const standIn = '0';

export function previewNumber(to: NumberToDial, locations: Locations, location: Location): NumberPreview {
  if ((to.phone ?? '') === '') return { shown: '', explanation: 'There is no number yet.' };
  const card = callingCardOf(locations, location);
  try {
    const { masked, explanation } = dialledNumber(
      to,
      location,
      card === undefined ? undefined : { card, number: standIn },
    );
    return { shown: masked, explanation };
  } catch (problem) {
    if (!(problem instanceof DialFailure)) throw problem;
    return { problem: problem.error.cause };
  }
}
