/** IPv4 addresses: dotted strings at our seams, four bytes on the wire, and which of them a host can have. */
import { u8 } from '../../bytes.ts';

export const noAddress = '0.0.0.0';

export function addressBytes(address: string): Uint8Array {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) {
    throw new RangeError(`not an IPv4 address: ${address}`);
  }
  return Uint8Array.from(parts);
}

export function addressText(bytes: Uint8Array): string {
  return [0, 1, 2, 3].map((at) => u8(bytes, at)).join('.');
}

/** One host's address: not 0/8, loopback, multicast or beyond. A peer may claim anything. */
export function isHostAddress(address: string): boolean {
  const first = Number(address.split('.')[0]);
  return first > 0 && first < 224 && first !== 127;
}
