/** Time as the main process needs it, so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `done` after so many milliseconds, unless the function it returns is called before. */
  after(milliseconds: number, done: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, done) {
    const timer = setTimeout(done, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
