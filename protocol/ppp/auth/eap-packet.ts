/** EAP packets (RFC 3748 §4 and §5), and those of MS-CHAP v2 inside EAP (draft-kamath-pppext-eap-mschapv2). */
import { concat, u8 } from '../../bytes.ts';
import { decodePacket, encodePacket, type Malformed } from './packet.ts';

export const eapCode = { request: 1, response: 2, success: 3, failure: 4 } as const;
export const eapType = { identity: 1, notification: 2, nak: 3, md5: 4, mschapV2: 26 } as const;

export type EapPacket =
  | {
      readonly code: 1 | 2;
      readonly identifier: number;
      readonly type: number;
      readonly data: Uint8Array;
    }
  | { readonly code: 3 | 4; readonly identifier: number };

export function decodeEap(bytes: Uint8Array): EapPacket | Malformed {
  const packet = decodePacket(bytes);
  if ('malformed' in packet) return packet;
  const { code, identifier, data } = packet;
  switch (code) {
    case eapCode.request:
    case eapCode.response:
      if (data.length < 1) return { malformed: 'it has no type' };
      return { code, identifier, type: u8(data, 0), data: data.subarray(1) };
    case eapCode.success:
    case eapCode.failure:
      return { code, identifier };
    default:
      return { malformed: `EAP has no code ${code}` };
  }
}

export function encodeEap(packet: EapPacket): Uint8Array {
  const { code, identifier } = packet;
  const data = 'type' in packet ? concat([packet.type, packet.data]) : new Uint8Array(0);
  return encodePacket({ code, identifier, data });
}

export const mschapV2Op = { challenge: 1, response: 2, success: 3, failure: 4, changePassword: 7 } as const;

/** The body of type 26: an opcode, and but for short acknowledgements a whole CHAP packet's header after it. */
export interface MschapV2Packet {
  readonly op: number;
  readonly identifier: number;
  readonly data: Uint8Array;
}

export function decodeMschapV2(bytes: Uint8Array): MschapV2Packet | Malformed {
  if (bytes.length < 1) return { malformed: 'it has no opcode' };
  const op = u8(bytes, 0);
  if (bytes.length === 1 && (op === mschapV2Op.success || op === mschapV2Op.failure))
    return { op, identifier: 0, data: new Uint8Array(0) };
  const packet = decodePacket(bytes);
  return 'malformed' in packet ? packet : { op, identifier: packet.identifier, data: packet.data };
}

export function encodeMschapV2({ op, identifier, data }: MschapV2Packet): Uint8Array {
  return encodePacket({ code: op, identifier, data });
}
