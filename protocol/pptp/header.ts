/** The twelve octets every PPTP control message begins with, and its fixed-size text fields (RFC 2637 §1.4, §2). */

/*
 *  0        2        4                 8        10       12
 *  | length | type=1 | magic cookie    | control| reserv.|
 */
const lengthAt = 0;
const messageTypeAt = 2;
const magicAt = 4;
const controlTypeAt = 8;

export const headerLength = 12;
/** Incoming-Call-Request, the longest message there is (§2.9). */
export const longestMessage = 220;
const magicCookie = 0x1a2b3c4d;
/** Version 1, revision 0 (§2.1). */
export const protocolVersion = 0x0100;
const controlMessage = 1;

/** RFC 2637 §2.1 to §2.15: the code on the wire and the exact length of each message. */
export const messageKinds = {
  'Start-Control-Connection-Request': { code: 1, length: 156 },
  'Start-Control-Connection-Reply': { code: 2, length: 156 },
  'Stop-Control-Connection-Request': { code: 3, length: 16 },
  'Stop-Control-Connection-Reply': { code: 4, length: 16 },
  'Echo-Request': { code: 5, length: 16 },
  'Echo-Reply': { code: 6, length: 20 },
  'Outgoing-Call-Request': { code: 7, length: 168 },
  'Outgoing-Call-Reply': { code: 8, length: 32 },
  'Incoming-Call-Request': { code: 9, length: 220 },
  'Incoming-Call-Reply': { code: 10, length: 24 },
  'Incoming-Call-Connected': { code: 11, length: 28 },
  'Call-Clear-Request': { code: 12, length: 16 },
  'Call-Disconnect-Notify': { code: 13, length: 148 },
  'WAN-Error-Notify': { code: 14, length: 40 },
  'Set-Link-Info': { code: 15, length: 24 },
} as const;
export type MessageType = keyof typeof messageKinds;

const typesByCode = new Map<number, MessageType>(
  (Object.keys(messageKinds) as MessageType[]).map((type) => [messageKinds[type].code, type]),
);

export interface Malformed {
  readonly malformed: string;
}

/** One message's body; `view` covers the whole message, at least as long as `messageKinds` says. */
export interface BodyCodec<M> {
  decode(view: DataView): M;
  encode(message: M, view: DataView): void;
}

/** The length a message at the start of `bytes` (eight octets or more) claims; why it cannot be one otherwise. */
export function claimedLength(bytes: Uint8Array, offset: number): number | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
  const magic = view.getUint32(magicAt);
  if (magic !== magicCookie) return `magic cookie 0x${magic.toString(16).padStart(8, '0')}`;
  const length = view.getUint16(lengthAt);
  if (length < headerLength || length > longestMessage) return `length ${length}`;
  return length;
}

/** Which message `bytes` (one whole message, from the framer) is. Reserved0 is not looked at: Cisco fills it. */
export function decodeHeader(bytes: Uint8Array): { type: MessageType; view: DataView } | Malformed {
  if (bytes.length < headerLength) return { malformed: `${bytes.length} octets are no header` };
  const claimed = claimedLength(bytes, 0);
  if (typeof claimed === 'string') return { malformed: claimed };
  if (claimed > bytes.length) return { malformed: `length ${claimed} in ${bytes.length} octets` };
  const view = new DataView(bytes.buffer, bytes.byteOffset, claimed);
  const messageType = view.getUint16(messageTypeAt);
  if (messageType !== controlMessage) return { malformed: `PPTP message type ${messageType}` };
  const code = view.getUint16(controlTypeAt);
  const type = typesByCode.get(code);
  if (type === undefined) return { malformed: `control message type ${code}` };
  const { length } = messageKinds[type];
  if (claimed < length) return { malformed: `${type} of ${claimed} octets instead of ${length}` };
  return { type, view };
}

/** A zeroed message with its header in place. */
export function beginMessage(type: MessageType): { bytes: Uint8Array; view: DataView } {
  const { code, length } = messageKinds[type];
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(lengthAt, length);
  view.setUint16(messageTypeAt, controlMessage);
  view.setUint32(magicAt, magicCookie);
  view.setUint16(controlTypeAt, code);
  return { bytes, view };
}

/** Host names, vendors, numbers and subaddresses have 64 octets. */
export const textLength = 64;

const isPrintable = (code: number) => code >= 0x20 && code <= 0x7e;

/** Text up to its first zero octet; whatever is not printable ASCII reads as `?`, so that it may be shown anywhere. */
export function readText(view: DataView, offset: number, size: number): string {
  let text = '';
  for (let at = offset; at < offset + size; at += 1) {
    const code = view.getUint8(at);
    if (code === 0) break;
    text += isPrintable(code) ? String.fromCharCode(code) : '?';
  }
  return text;
}

/** Text into a zeroed field of `size` octets. A text that does not fit is our own mistake. */
export function writeText(view: DataView, offset: number, size: number, text: string): void {
  if (text.length > size) throw new RangeError(`${text.length} characters for a field of ${size}`);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (!isPrintable(code)) throw new RangeError('only printable ASCII fits a PPTP text field');
    view.setUint8(offset + i, code);
  }
}

/** `text` as a 64 octet field can carry it: cut off, with `?` for what is not ASCII. */
export function fitText(text: string): string {
  return text.slice(0, textLength).replace(/[^\x20-\x7e]/g, '?');
}
