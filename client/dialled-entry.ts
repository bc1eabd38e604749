/** An entry as it will really be dialled from where the user is: the same from every program. */
import { callingCardOf, currentLocation, dialledNumber, diallingOf } from '../contract/dialing-rules.ts';
import type { Locations } from '../contract/locations.ts';
import type { Entry } from '../contract/phonebook.ts';
import type { Loaded } from './password-store.ts';

/** The number of the calling card in use, if one is, from the desktop's keyring: for a program without a store of its own. */
export async function cardNumberInUse(locations: Locations): Promise<Loaded> {
  const card = callingCardOf(locations, currentLocation(locations));
  if (card === undefined) return {};
  const { findSecretService } = await import('./secret-service.ts');
  const { store, reason } = await findSecretService();
  return store === undefined ? { reason } : store.load({ kind: 'calling-card', name: card.name });
}

/** The entry with the number and the way of dialling that the modem is given. Throws a DialFailure (749). */
export function dialledEntry(entry: Entry, locations: Locations, cardNumber = ''): Entry {
  const { kind } = entry.device;
  if (entry.useDialingRules !== true || (kind !== 'modem' && kind !== 'tcp-modem')) return entry;
  const location = currentLocation(locations);
  const card = callingCardOf(locations, location);
  const { dialled } = dialledNumber(entry, location, card && { card, number: cardNumber });
  return { ...entry, phone: dialled, dialling: diallingOf(entry, location) };
}
