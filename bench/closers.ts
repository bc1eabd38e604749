/** What a benchmark started and must take away again, however it ends: a failure and Ctrl-C included. */

type Close = () => unknown;

export class Closers {
  readonly #closes: Close[] = [];
  #ended = false;

  /** What comes too late is closed at once. */
  add(close: Close): void {
    this.#closes.push(close);
    if (this.#ended) void this.close();
  }

  /** Last in, first out; one that fails does not keep the others from being closed. */
  async close(): Promise<void> {
    this.#ended = true;
    const failures: unknown[] = [];
    for (let close = this.#closes.pop(); close; close = this.#closes.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be cleaned up');
  }
}

const open = new Set<Closers>();

/** Runs `work` and then closes what it added. */
export async function withClosers<Result>(work: (closers: Closers) => Promise<Result>): Promise<Result> {
  const closers = new Closers();
  open.add(closers);
  try {
    return await work(closers);
  } finally {
    await closers.close();
    open.delete(closers);
  }
}

/** For a signal's handler: everything that is still open, newest first. */
export async function closeAll(): Promise<void> {
  for (const closers of [...open].reverse()) await closers.close();
}
