/** The four-byte header PAP, CHAP and EAP share: code, identifier, length (RFC 1334 §2.2, RFC 1994 §4, RFC 3748 §4). */
import { concat, putU16, u16, u8 } from '../../bytes.ts';

export interface Packet {
  readonly code: number;
  readonly identifier: number;
  readonly data: Uint8Array;
}

export interface Malformed {
  readonly malformed: string;
}

export const headerLength = 4;

/** Bytes after the declared length are link layer padding and fall away here. */
export function decodePacket(bytes: Uint8Array): Packet | Malformed {
  if (bytes.length < headerLength) return { malformed: `${bytes.length} bytes are too few for a header` };
  const length = u16(bytes, 2);
  if (length < headerLength) return { malformed: `its length field says ${length}` };
  if (length > bytes.length) return { malformed: `its length field says ${length}, ${bytes.length} came` };
  return { code: u8(bytes, 0), identifier: u8(bytes, 1), data: bytes.subarray(headerLength, length) };
}

export function encodePacket(packet: Packet): Uint8Array {
  const bytes = concat([packet.code, packet.identifier, 0, 0, packet.data]);
  if (bytes.length > 0xffff) throw new RangeError('packet too long for its length field');
  putU16(bytes, 2, bytes.length);
  return bytes;
}
