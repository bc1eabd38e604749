/** PAP packets (RFC 1334 §2.2). */
import { concat, u8 } from '../../bytes.ts';
import { decodePacket, encodePacket, type Malformed } from './packet.ts';

export const papCode = { request: 1, ack: 2, nak: 3 } as const;

export type PapPacket =
  | {
      readonly code: 1;
      readonly identifier: number;
      readonly peerId: Uint8Array;
      readonly password: Uint8Array;
    }
  | { readonly code: 2 | 3; readonly identifier: number; readonly message: Uint8Array };

/** A length byte and so many bytes. */
function counted(data: Uint8Array, at: number): Uint8Array | undefined {
  if (at >= data.length) return undefined;
  const end = at + 1 + u8(data, at);
  return end > data.length ? undefined : data.subarray(at + 1, end);
}

export function decodePap(bytes: Uint8Array): PapPacket | Malformed {
  const packet = decodePacket(bytes);
  if ('malformed' in packet) return packet;
  const { code, identifier, data } = packet;
  if (code === papCode.request) {
    const peerId = counted(data, 0);
    if (peerId === undefined) return { malformed: 'its name is longer than the packet' };
    const password = counted(data, 1 + peerId.length);
    if (password === undefined) return { malformed: 'its password is longer than the packet' };
    return { code, identifier, peerId, password };
  }
  if (code === papCode.ack || code === papCode.nak) {
    // Servers exist that leave the message out together with its length, or miscount it; it is only for people.
    const message = counted(data, 0) ?? data.subarray(Math.min(1, data.length));
    return { code, identifier, message };
  }
  return { malformed: `PAP has no code ${code}` };
}

export function encodePap(packet: PapPacket): Uint8Array {
  const { code, identifier } = packet;
  const fields = code === papCode.request ? [packet.peerId, packet.password] : [packet.message];
  if (fields.some((field) => field.length > 255)) throw new RangeError('PAP field longer than 255 bytes');
  return encodePacket({ code, identifier, data: concat(fields.flatMap((field) => [field.length, field])) });
}
