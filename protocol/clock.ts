/** Time and randomness, handed in by whoever runs the protocols; a test hands in its own. */

export interface Clock {
  /** Milliseconds from an arbitrary start; never goes backwards. */
  now(): number;
  /** Runs `run` once, `milliseconds` from now, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
}

/** `count` unpredictable bytes. */
export type Random = (count: number) => Uint8Array;
