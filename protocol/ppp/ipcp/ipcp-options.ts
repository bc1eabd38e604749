/** IPCP's options (RFC 1332 §3, RFC 1877): all that matter here carry one IPv4 address. */
import type { Option } from '../options.ts';
import { addressBytes, addressText } from './address.ts';

export const IpcpOption = {
  addresses: 1,
  compression: 2,
  address: 3,
  dns1: 129,
  nbns1: 130,
  dns2: 131,
  nbns2: 132,
} as const;

export const nameServerTypes = [
  IpcpOption.dns1,
  IpcpOption.nbns1,
  IpcpOption.dns2,
  IpcpOption.nbns2,
] as const;
export type NameServerType = (typeof nameServerTypes)[number];

export function isNameServerType(type: number): type is NameServerType {
  return (nameServerTypes as readonly number[]).includes(type);
}

export function addressOption(type: number, address: string): Option {
  return { type, data: addressBytes(address) };
}

/** The address an option carries; undefined when its length is wrong. */
export function addressIn(option: Option): string | undefined {
  return option.data.length === 4 ? addressText(option.data) : undefined;
}
