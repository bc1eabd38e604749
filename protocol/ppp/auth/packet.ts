/** The four-byte header PAP, CHAP and EAP share with the control protocols (RFC 1334 §2.2, RFC 1994 §4, RFC 3748 §4). */
import { decodeControl, encodeControl } from '../control-packet.ts';
import type { Malformed } from '../control-packet.ts';

export { headerLength } from '../control-packet.ts';
export type { Malformed } from '../control-packet.ts';

export interface Packet {
  readonly code: number;
  readonly identifier: number;
  readonly data: Uint8Array;
}

export function decodePacket(bytes: Uint8Array): Packet | Malformed {
  const packet = decodeControl(bytes);
  if ('malformed' in packet) return packet;
  return { code: packet.code, identifier: packet.id, data: packet.data };
}

export function encodePacket({ code, identifier, data }: Packet): Uint8Array {
  return encodeControl({ code, id: identifier, data });
}
