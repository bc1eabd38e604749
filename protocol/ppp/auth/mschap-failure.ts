/** The Failure message of MS-CHAP: "E=691 R=1 C=... V=3 M=..." (RFC 2433 §8, RFC 2759 §6), read in any order. */
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { displayable, safeText, utf8Bytes, wireText } from './text.ts';

export interface Refusal {
  /** RAS error number. */
  readonly number: number;
  /** The same user may try again. */
  readonly retry: boolean;
  /** What to answer next; undefined: none given, or not of this method's length. */
  readonly challenge?: Uint8Array;
  /** Change-password version the server speaks. */
  readonly version?: number;
  /** The message as it came, without the challenge, safe to show. */
  readonly text: string;
}

const knownNumbers: readonly number[] = [646, 647, 648, 649, 691, 709];

const syntax: Readonly<Record<string, RegExp>> = {
  E: /^\d{1,10}(?!\S)/,
  R: /^[01](?!\S)/,
  C: /^[0-9A-Fa-f]+(?!\S)/,
  V: /^\d{1,10}(?!\S)/,
};

/** First well-formed field of each letter wins; what looks like a field inside the message text cannot replace one. */
function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { 1: letter = '', index, 0: mark } of text.matchAll(/(?:^|\s)([ERCV])=/g)) {
    const value = syntax[letter]?.exec(text.slice(index + mark.length, index + mark.length + 80))?.[0];
    if (value !== undefined && !fields.has(letter)) fields.set(letter, value);
  }
  return fields;
}

export function decodeFailure(message: Uint8Array, challengeLength: number): Refusal {
  const text = wireText(message.subarray(0, 1_000));
  const fields = readFields(text);
  const number = Number(fields.get('E') ?? 0);
  const challenge = fields.get('C');
  const version = fields.get('V');
  return {
    number: knownNumbers.includes(number) ? number : 691,
    retry: fields.get('R') === '1',
    text: safeText(text.replace(/(^|\s)C=[0-9A-Fa-f]+(?=\s|$)/, '').trim()),
    ...(challenge?.length === 2 * challengeLength && { challenge: unhex(challenge) }),
    ...(version !== undefined && { version: Number(version) }),
  };
}

export interface FailureFields {
  readonly number: number;
  readonly retry: boolean;
  readonly challenge?: Uint8Array;
  readonly version: number;
  /** MS-CHAP v2 only. */
  readonly message?: string;
}

export function encodeFailure({ number, retry, challenge, version, message }: FailureFields): Uint8Array {
  const given = challenge === undefined ? '' : ` C=${hex(challenge).toUpperCase()}`;
  const fields = asciiBytes(`E=${number} R=${retry ? 1 : 0}${given} V=${version}`);
  return message === undefined ? fields : concat([fields, utf8Bytes(` M=${message}`)]);
}

/** Plain CHAP's message is for people only. */
export function plainRefusal(message: Uint8Array): Refusal {
  return { number: 691, retry: false, text: displayable(message) };
}
