/** Where the call goes: the number or the server as it stands in the field, and what differs from the phonebook. */
import type { CallRequest } from '../../../contract/app.ts';
import { withTypedNumber } from '../../../contract/dialing-rules.ts';
import type { Locations } from '../../../contract/locations.ts';
import type { Entry } from '../../../contract/phonebook.ts';

export interface Destination {
  readonly label: string;
  readonly kind: 'phone' | 'host';
  /** As the phonebook has it. */
  readonly own: string;
}

/** Absent where there is nothing to dial: a cable. */
export function destinationOf({ device, phone, host }: Entry): Destination | undefined {
  if (device.kind === 'pptp') return { label: '&VPN server:', kind: 'host', own: host ?? '' };
  if (device.kind === 'null-modem') return undefined;
  return { label: 'P&hone number:', kind: 'phone', own: phone ?? '' };
}

/** What is typed over holds for this once; as the phonebook has it, nothing is said. */
export function onceOf(
  destination: Destination | undefined,
  typed: string,
): Pick<CallRequest<'dial'>, 'phone' | 'host'> {
  const wanted = typed.trim();
  if (destination === undefined || wanted === destination.own) return {};
  return destination.kind === 'phone' ? { phone: wanted } : { host: wanted };
}

/** After an attempt that failed: what was typed over then. */
export const typedBefore = (
  destination: Destination | undefined,
  once: Pick<CallRequest<'dial'>, 'phone' | 'host'> | undefined,
): string | undefined => (destination === undefined ? undefined : once?.[destination.kind]);

/** The entry as it would be dialled from where the user is. */
export function asDialled(
  entry: Entry,
  { phone, host }: Pick<CallRequest<'dial'>, 'phone' | 'host'>,
  locations: Locations,
): Entry {
  const called = phone === undefined ? entry : withTypedNumber(entry, phone, locations);
  return host === undefined ? called : { ...called, host };
}

/** Whether a telephone is dialled for it. */
export const dialsNumber = ({ device: { kind } }: Entry): boolean => kind === 'modem' || kind === 'tcp-modem';
