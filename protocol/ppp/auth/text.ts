/** Text on the wire: UTF-8, with Latin-1 accepted, because old peers know nothing else. */
import { u8 } from '../../bytes.ts';

export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f));
      bytes.push(0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}

/** One character's length by its first byte; 0: no such first byte. */
function sequenceLength(first: number): 0 | 1 | 2 | 3 | 4 {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

const smallest = [0, 0, 0x80, 0x800, 0x10000] as const;

/** Strict UTF-8, or undefined. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = u8(bytes, at);
    const length = sequenceLength(first);
    if (length === 0 || at + length > bytes.length) return undefined;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let next = at + 1; next < at + length; next += 1) {
      const byte = u8(bytes, next);
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < smallest[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    characters.push(String.fromCodePoint(code));
    at += length;
  }
  return characters.join('');
}

export function wireText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Control, format (bidirectional overrides among them) and separator characters, and lone surrogates. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** Text a peer sent, fit for a log or a message box: controls as dots, at most `limit` characters. */
export function safeText(text: string, limit = 200): string {
  const characters = Array.from(text.slice(0, 2 * limit));
  const shown = characters.slice(0, limit).join('').replace(unsafe, '.');
  return characters.length > limit || text.length > 2 * limit ? `${shown}…` : shown;
}

/** As `safeText`, straight from the wire. */
export function displayable(bytes: Uint8Array, limit = 200): string {
  const text = safeText(wireText(bytes.subarray(0, 4 * limit)), limit);
  return bytes.length > 4 * limit && !text.endsWith('…') ? `${text}…` : text;
}
