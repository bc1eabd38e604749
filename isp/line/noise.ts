/** Line noise on order: bytes flipped, dropped and doubled, the same ones again for the same seed. */

export interface NoiseOptions {
  /** How likely one byte is hit, 0 to 1. */
  readonly rate: number;
  readonly seed: number;
}

/** A small generator of uniform numbers in [0, 1) (a 32-bit xorshift); good enough to be unfair to a modem. */
export function seededRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
}

/** Passes bytes through the noise; a chunk the noise spares comes back as it was. */
export function noise(options: NoiseOptions): (bytes: Uint8Array) => Uint8Array {
  const random = seededRandom(options.seed);
  return (bytes) => {
    const heard: number[] = [];
    let hit = false;
    for (const byte of bytes) {
      if (random() >= options.rate) {
        heard.push(byte);
        continue;
      }
      hit = true;
      const kind = Math.floor(random() * 3);
      if (kind === 0) heard.push(byte ^ (1 << Math.floor(random() * 8)));
      if (kind === 1) heard.push(byte, byte);
    }
    return hit ? Uint8Array.from(heard) : bytes;
  };
}
