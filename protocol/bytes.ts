/** Big-endian readers and writers for the codecs. A read past the end is a bug of the caller, who checks lengths first. */

/** The byte at `at`. */
export function u8(bytes: Uint8Array, at: number): number {
  const value = bytes[at];
  if (value === undefined) throw new RangeError(`read of byte ${at} in ${bytes.length}`);
  return value;
}

export function u16(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at) << 8) | u8(bytes, at + 1);
}

export function u32(bytes: Uint8Array, at: number): number {
  return ((u16(bytes, at) << 16) | u16(bytes, at + 2)) >>> 0;
}

export function putU16(bytes: Uint8Array, at: number, value: number): void {
  if (at < 0 || at + 2 > bytes.length)
    throw new RangeError(`write of bytes ${at}..${at + 1} in ${bytes.length}`);
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function putU32(bytes: Uint8Array, at: number, value: number): void {
  putU16(bytes, at, value >>> 16);
  putU16(bytes, at + 2, value & 0xffff);
}

/** `value` as two bytes. */
export function u16Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(2);
  putU16(bytes, 0, value);
  return bytes;
}

/** `value` as four bytes. */
export function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  putU32(bytes, 0, value);
  return bytes;
}

/** One new array holding all parts in order; a number stands for one byte. */
export function concat(parts: readonly (Uint8Array | number)[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += typeof part === 'number' ? 1 : part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'number') {
      whole[at] = part;
      at += 1;
    } else {
      whole.set(part, at);
      at += part.length;
    }
  }
  return whole;
}

/** Same bytes; not constant-time, so never for secrets (see `equalSecret`). */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Same bytes, in a time that depends only on the lengths. */
export function equalSecret(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= u8(left, at) ^ u8(right, at);
  return difference === 0;
}

/** Lower case, without separators. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Bytes of a hexadecimal literal; blanks are ignored. Meant for constants and tests: throws on anything else. */
export function unhex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s+/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits))
    throw new RangeError('not pairs of hexadecimal digits');
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** ASCII text as bytes; anything outside becomes `?`. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0x3f;
    return code < 0x80 ? code : 0x3f;
  });
}

/** Text from the wire, fit for a log: at most `limit` characters, everything not printable ASCII shown as a dot. */
export function printable(bytes: Uint8Array, limit = 200): string {
  let text = '';
  for (const byte of bytes.subarray(0, limit))
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return bytes.length > limit ? `${text}…` : text;
}
