/** What the helper is asked to dial: the phonebook's entries as the switches change them, from where the user is. */
import { cardNumberInUse, dialledEntry, failure, readLocations } from '../client/index.ts';
import { withTypedNumber } from '../contract/dialing-rules.ts';
import type { Locations } from '../contract/locations.ts';
import { defaultLocations } from '../contract/locations.ts';
import type { Entry } from '../contract/phonebook.ts';
import { entry as entrySchema } from '../contract/phonebook.ts';
import { z } from '../contract/zod.ts';
import type { Options } from './arguments.ts';

type Switches = Pick<Options, 'phone' | 'domain'>;

/** Throws a DialFailure. */
function changed(entry: Entry, { phone, domain }: Switches, locations: Locations): Entry {
  const { kind } = entry.device;
  if (phone !== undefined && kind === 'null-modem')
    throw failure(749, 'A null modem dials no number.', `/PHONE:${phone}`);
  // As on Windows, a tunnel's "phone number" is its server.
  const calling = (number: string): Entry =>
    kind === 'pptp' ? { ...entry, host: number } : withTypedNumber(entry, number, locations);
  const called = phone === undefined ? entry : calling(phone);
  const parsed = entrySchema.safeParse({ ...called, ...(domain === undefined ? {} : { domain }) });
  if (parsed.success) return parsed.data;
  throw failure(604, 'A switch holds something that cannot be dialled.', z.prettifyError(parsed.error));
}

const anyByRules = (entries: readonly Entry[]): boolean =>
  entries.some(({ useDialingRules }) => useDialingRules === true);

/** From the top down; the switches are for the first. Rejects with a DialFailure. */
export async function entriesToDial(
  [top, ...beneath]: readonly [Entry, ...Entry[]],
  switches: Switches,
  warning: (text: string) => void,
): Promise<Entry[]> {
  // Where nothing is dialled by them, it is all the same what the file says.
  const locations = anyByRules([top, ...beneath]) ? await readLocations() : defaultLocations;
  const entries = [changed(top, switches, locations), ...beneath];
  if (!anyByRules(entries)) return entries;
  const { secret, reason } = await cardNumberInUse(locations);
  if (reason !== undefined) warning(`the number of the calling card: ${reason}`);
  return entries.map((entry) => dialledEntry(entry, locations, secret?.reveal()));
}
