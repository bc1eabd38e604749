/** CHAP packets (RFC 1994 §4) and the change-password packets Microsoft added (RFC 2433 §9 and §10, RFC 2759 §7). */
import { concat, u8 } from '../../bytes.ts';
import { decodePacket, encodePacket, type Malformed } from './packet.ts';

export const chapCode = {
  challenge: 1,
  response: 2,
  success: 3,
  failure: 4,
  changePassword1: 5,
  changePassword2: 6,
  changePassword3: 7,
} as const;

/** Value-Size, Value, Name: what challenges and responses carry, inside EAP too. */
export interface ValueAndName {
  readonly value: Uint8Array;
  readonly name: Uint8Array;
}

export type ChapPacket =
  | ({ readonly code: 1 | 2; readonly identifier: number } & ValueAndName)
  | { readonly code: 3 | 4; readonly identifier: number; readonly message: Uint8Array }
  | { readonly code: 5 | 6 | 7; readonly identifier: number; readonly data: Uint8Array };

export function decodeValueAndName(data: Uint8Array): ValueAndName | Malformed {
  if (data.length < 1) return { malformed: 'it has no value' };
  const size = u8(data, 0);
  if (size === 0) return { malformed: 'its value is empty' };
  if (1 + size > data.length) return { malformed: 'its value is longer than the packet' };
  return { value: data.subarray(1, 1 + size), name: data.subarray(1 + size) };
}

export function encodeValueAndName({ value, name }: ValueAndName): Uint8Array {
  if (value.length === 0 || value.length > 255) throw new RangeError('a CHAP value has 1 to 255 bytes');
  return concat([value.length, value, name]);
}

export function decodeChap(bytes: Uint8Array): ChapPacket | Malformed {
  const packet = decodePacket(bytes);
  if ('malformed' in packet) return packet;
  const { code, identifier, data } = packet;
  switch (code) {
    case chapCode.challenge:
    case chapCode.response: {
      const fields = decodeValueAndName(data);
      return 'malformed' in fields ? fields : { code, identifier, ...fields };
    }
    case chapCode.success:
    case chapCode.failure:
      return { code, identifier, message: data };
    case chapCode.changePassword1:
    case chapCode.changePassword2:
    case chapCode.changePassword3:
      return { code, identifier, data };
    default:
      return { malformed: `CHAP has no code ${code}` };
  }
}

export function encodeChap(packet: ChapPacket): Uint8Array {
  const { code, identifier } = packet;
  if ('value' in packet) return encodePacket({ code, identifier, data: encodeValueAndName(packet) });
  return encodePacket({ code, identifier, data: 'message' in packet ? packet.message : packet.data });
}
