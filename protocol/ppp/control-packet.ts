/**
 * The packet all control protocols share (RFC 1661 §5).
 *
 *     0        1            2        4
 *     | code   | identifier | length | data …
 */
import { putU16, u16, u8 } from '../bytes.ts';

export const headerLength = 4;

/** Codes 1 to 7 mean the same in every control protocol; the rest belong to LCP (RFC 1661 §5, 1570) and CCP (1962). */
export const Code = {
  configureRequest: 1,
  configureAck: 2,
  configureNak: 3,
  configureReject: 4,
  terminateRequest: 5,
  terminateAck: 6,
  codeReject: 7,
  protocolReject: 8,
  echoRequest: 9,
  echoReply: 10,
  discardRequest: 11,
  identification: 12,
  timeRemaining: 13,
  resetRequest: 14,
  resetAck: 15,
} as const;

const names = new Map<number, string>([
  [Code.configureRequest, 'Configure-Request'],
  [Code.configureAck, 'Configure-Ack'],
  [Code.configureNak, 'Configure-Nak'],
  [Code.configureReject, 'Configure-Reject'],
  [Code.terminateRequest, 'Terminate-Request'],
  [Code.terminateAck, 'Terminate-Ack'],
  [Code.codeReject, 'Code-Reject'],
  [Code.protocolReject, 'Protocol-Reject'],
  [Code.echoRequest, 'Echo-Request'],
  [Code.echoReply, 'Echo-Reply'],
  [Code.discardRequest, 'Discard-Request'],
  [Code.identification, 'Identification'],
  [Code.timeRemaining, 'Time-Remaining'],
  [Code.resetRequest, 'Reset-Request'],
  [Code.resetAck, 'Reset-Ack'],
]);

export function codeName(code: number): string {
  return names.get(code) ?? `code ${code}`;
}

export interface ControlPacket {
  /** As on the wire; codes nobody knows survive, since Code-Reject echoes them. */
  readonly code: number;
  readonly id: number;
  readonly data: Uint8Array;
}

/** Bytes that are no such packet, and why. */
export interface Malformed {
  readonly malformed: string;
}

/** Bytes beyond the declared length are padding and ignored (RFC 1661 §5). `data` is a view, not a copy. */
export function decodeControl(information: Uint8Array): ControlPacket | Malformed {
  if (information.length < headerLength)
    return { malformed: `${information.length} bytes, a header needs 4` };
  const length = u16(information, 2);
  if (length < headerLength) return { malformed: `length field ${length}, less than its own header` };
  if (length > information.length)
    return { malformed: `length field ${length} in ${information.length} bytes` };
  return {
    code: u8(information, 0),
    id: u8(information, 1),
    data: information.subarray(headerLength, length),
  };
}

export function encodeControl(packet: ControlPacket): Uint8Array {
  const bytes = new Uint8Array(headerLength + packet.data.length);
  if (bytes.length > 0xffff) throw new RangeError(`control packet of ${bytes.length} bytes`);
  bytes[0] = packet.code;
  bytes[1] = packet.id;
  putU16(bytes, 2, bytes.length);
  bytes.set(packet.data, headerLength);
  return bytes;
}
