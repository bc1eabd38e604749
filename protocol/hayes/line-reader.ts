/** Cuts what a modem says in command state into lines, without trusting it to ever end one. */

/** Longer lines are cut off; no result code comes near. */
export const longestLine = 256;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export class LineReader {
  #line = '';

  /**
   * Hands every line that is not empty to `take`, with the bytes that follow it in this read. CR, LF and both in either
   * order end a line. When `take` returns false, reading stops and those bytes are the caller's.
   */
  push(bytes: Uint8Array, take: (line: string, rest: () => Uint8Array) => boolean): void {
    for (const [at, raw] of bytes.entries()) {
      // A modem set to seven bits and parity says the same with the top bit as it pleases.
      const byte = raw & 0x7f;
      if (byte !== carriageReturn && byte !== lineFeed) {
        if (byte >= 0x20 && byte < 0x7f && this.#line.length < longestLine)
          this.#line += String.fromCharCode(byte);
        continue;
      }
      const line = this.#line.trim();
      this.#line = '';
      if (line !== '' && !take(line, () => afterLineEnd(bytes, at))) return;
    }
  }

  /** Forgets a line that has begun. */
  reset(): void {
    this.#line = '';
  }
}

function afterLineEnd(bytes: Uint8Array, at: number): Uint8Array {
  const both = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed;
  return bytes.slice(at + (both ? 2 : 1));
}
