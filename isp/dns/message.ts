/** The little of RFC 1035 a responder needs: one question in, one answer out. */

/** RFC 1035 §4.1.1: id, flags and four counts. */
const headerLength = 12;
const longestName = 255;
/** RFC 1035 §2.3.4: over UDP a message is no longer than this. */
export const longestMessage = 512;

export const dnsType = { a: 1, any: 255 } as const;
const classIn = 1;

export interface Question {
  readonly id: number;
  readonly recursionDesired: boolean;
  /** Lower case, labels joined by dots, no final dot. */
  readonly name: string;
  readonly type: number;
  readonly isInternet: boolean;
  /** The question as it stood on the wire, to be repeated in the answer. */
  readonly wire: Uint8Array;
}

export type DecodedQuery =
  | Question
  /** Nothing to answer: too short to carry an id, or itself an answer. */
  | { readonly ignored: string }
  /** To be answered with this error code and nothing else. */
  | { readonly id: number; readonly refuse: 'format' | 'not-implemented'; readonly malformed: string };

export function decodeQuery(bytes: Uint8Array): DecodedQuery {
  if (bytes.length < headerLength) return { ignored: 'shorter than a header' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = view.getUint16(0);
  const flags = view.getUint16(2);
  // Answering answers is how two servers talk to each other for ever.
  if (flags & 0x8000) return { ignored: 'not a query' };
  const format = (malformed: string): DecodedQuery => ({ id, refuse: 'format', malformed });
  if (bytes.length > longestMessage) return format('longer than 512 bytes');
  if (flags & 0x7800) return { id, refuse: 'not-implemented', malformed: 'not a standard query' };
  if (view.getUint16(4) !== 1) return format('not exactly one question');

  const labels: string[] = [];
  let at = headerLength;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return format('the name runs past the end');
    at += 1;
    if (length === 0) break;
    // Compression (0xc0) has nothing to point back to in the first name of a message.
    if (length > 63) return format('a label longer than 63 bytes');
    if (at + length > bytes.length) return format('a label runs past the end');
    if (at + length - headerLength >= longestName) return format('a name longer than 255 bytes');
    // A dot inside a label is not the dot between two.
    labels.push(
      String.fromCharCode(...bytes.subarray(at, at + length))
        .toLowerCase()
        .replaceAll('.', '\\.'),
    );
    at += length;
  }
  if (at + 4 > bytes.length) return format('no type and class');
  return {
    id,
    recursionDesired: (flags & 0x0100) !== 0,
    name: labels.join('.'),
    type: view.getUint16(at),
    isInternet: view.getUint16(at + 2) === classIn,
    wire: bytes.subarray(headerLength, at + 4),
  };
}

export type Answer =
  /** The name exists; `address` is its A record, undefined when the question was for another type. */
  { readonly address: string | undefined } | 'no-such-name';

/** Seconds an answer may be kept: the tunnel that made it true may be gone by then. */
const timeToLive = 60;

export function encodeAnswer(question: Question, answer: Answer): Uint8Array {
  const address = answer === 'no-such-name' ? undefined : answer.address;
  const bytes = new Uint8Array(headerLength + question.wire.length + (address === undefined ? 0 : 16));
  const view = new DataView(bytes.buffer);
  writeHeader(view, question.id, answer === 'no-such-name' ? 3 : 0, question.recursionDesired);
  view.setUint16(4, 1);
  bytes.set(question.wire, headerLength);
  if (address === undefined) return bytes;
  const at = headerLength + question.wire.length;
  view.setUint16(6, 1);
  view.setUint16(at, 0xc000 | headerLength);
  view.setUint16(at + 2, dnsType.a);
  view.setUint16(at + 4, classIn);
  view.setUint32(at + 6, timeToLive);
  view.setUint16(at + 10, 4);
  bytes.set(address.split('.').map(Number), at + 12);
  return bytes;
}

/** RFC 1035 §4.1.1 RCODE 1 and 4. */
export function encodeRefusal(refusal: {
  readonly id: number;
  readonly refuse: 'format' | 'not-implemented';
}): Uint8Array {
  const bytes = new Uint8Array(headerLength);
  writeHeader(new DataView(bytes.buffer), refusal.id, refusal.refuse === 'format' ? 1 : 4, false);
  return bytes;
}

function writeHeader(view: DataView, id: number, code: number, recursionDesired: boolean): void {
  view.setUint16(0, id);
  // QR and AA; RA, because stub resolvers distrust a server that will not recurse.
  view.setUint16(2, 0x8400 | (recursionDesired ? 0x0100 : 0) | 0x0080 | code);
}
