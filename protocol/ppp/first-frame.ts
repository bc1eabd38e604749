/** Finds where PPP begins on a line on which a person, or a script, has just logged on. */

/** The opening of an LCP frame, its control field escaped (RFC 1662 §7.1: as everything starts) or not. */
const openings: readonly (readonly number[])[] = [
  [0x7e, 0xff, 0x7d, 0x23, 0xc0, 0x21],
  [0x7e, 0xff, 0x03, 0xc0, 0x21],
];

const nothing = new Uint8Array();

export class FirstFrame {
  /** The end of what was read, while it may still become an opening. */
  #held: Uint8Array = nothing;

  get held(): Uint8Array {
    return this.#held;
  }

  /** Undefined while nothing of PPP is there; else how many of `bytes` come before it, and everything from its flag on. */
  push(bytes: Uint8Array): { readonly before: number; readonly frames: Uint8Array } | undefined {
    const read = new Uint8Array(this.#held.length + bytes.length);
    read.set(this.#held);
    read.set(bytes, this.#held.length);
    const earlier = this.#held.length;
    for (let at = read.indexOf(0x7e); at !== -1; at = read.indexOf(0x7e, at + 1)) {
      const match = openingAt(read, at);
      if (match === 'no') continue;
      this.#held = match === 'whole' ? nothing : read.slice(at);
      if (match === 'whole') return { before: Math.max(0, at - earlier), frames: read.slice(at) };
      return undefined;
    }
    this.#held = nothing;
    return undefined;
  }
}

function openingAt(read: Uint8Array, at: number): 'no' | 'begun' | 'whole' {
  const length = read.length - at;
  for (const opening of openings) {
    if (!opening.every((byte, index) => index >= length || read[at + index] === byte)) continue;
    return length >= opening.length ? 'whole' : 'begun';
  }
  return 'no';
}
