/** Time as the exchange's own parts see it; the same shape as the protocol machines', so that one fake serves both. */

export interface Clock {
  /** Milliseconds from an arbitrary start; never goes backwards. */
  now(): number;
  /** Runs `run` once, `milliseconds` from now, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
