/** Waits for a state that nothing announces: looks again until it is there. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between two looks. */
const interval = 25;

/** The first answer that is not undefined; rejects with `what` when there is none within `limit` milliseconds. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  limit = 20_000,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await pause(interval);
  }
}
