import { describe, expect, it, vi } from 'vitest';
import type { LogRecord } from '../../../contract/log.ts';
import { chunkSize, LogFetcher } from './fetcher.ts';

const record: LogRecord = { time: 0, entry: 'Office', call: 1, leg: 'isp', layer: 'call', text: 'x' };

/** A log of `length` lines that can grow, break and be held back. */
function bench(length: number) {
  const log = { length, broken: false };
  const asked: number[] = [];
  const taken: number[] = [];
  const failures: unknown[] = [];
  let held: Promise<void> = Promise.resolve();
  const fetcher = new LogFetcher({
    fetch: async (from, count) => {
      asked.push(from);
      await held;
      if (log.broken) throw new Error('no such log');
      const size = Math.max(0, Math.min(count, log.length - from));
      return { total: log.length, records: Array.from({ length: size }, () => record) };
    },
    loaded: (from, { records }) => taken.push(from + records.length),
    failed: (thrown) => failures.push(thrown),
  });
  return {
    fetcher,
    log,
    asked,
    taken,
    failures,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = promise.then(() => undefined);
      return () => resolve(undefined);
    },
  };
}

describe('a log is fetched', () => {
  it('to its end, chunk after chunk', async () => {
    const { fetcher, asked, taken } = bench(2 * chunkSize + 7);
    fetcher.start();
    await vi.waitFor(() => expect(taken.at(-1)).toBe(2 * chunkSize + 7));
    expect(asked).toEqual([0, chunkSize, 2 * chunkSize]);
  });

  it('as it grows, with one request at a time', async () => {
    const { fetcher, log, asked, taken, hold } = bench(3);
    const release = hold();
    fetcher.start();
    log.length = 5;
    fetcher.grew(4);
    fetcher.grew(5);
    expect(asked).toEqual([0]);
    release();
    await vi.waitFor(() => expect(taken).toEqual([5]));
    log.length = 6;
    fetcher.grew(6);
    await vi.waitFor(() => expect(taken).toEqual([5, 6]));
    expect(asked).toEqual([0, 5]);
  });

  it('not while paused, and from where it stopped afterwards', async () => {
    const { fetcher, log, asked, taken } = bench(2);
    fetcher.start();
    await vi.waitFor(() => expect(taken).toEqual([2]));
    fetcher.paused = true;
    log.length = 9;
    fetcher.grew(9);
    expect(asked).toEqual([0]);
    fetcher.paused = false;
    await vi.waitFor(() => expect(taken).toEqual([2, 9]));
  });

  it('no more once it is closed', async () => {
    const { fetcher, taken, failures, hold } = bench(2);
    const release = hold();
    fetcher.start();
    fetcher.close();
    release();
    fetcher.grew(5);
    await Promise.resolve();
    expect(taken).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('again when the user says so after a failure', async () => {
    const { fetcher, log, taken, failures } = bench(2);
    log.broken = true;
    fetcher.start();
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    log.broken = false;
    fetcher.start();
    await vi.waitFor(() => expect(taken).toEqual([2]));
  });

  it('and stops where the lines stop, though more were announced', async () => {
    const { fetcher, log, asked, taken } = bench(2);
    fetcher.start();
    await vi.waitFor(() => expect(taken).toEqual([2]));
    log.length = 2;
    fetcher.grew(50);
    await vi.waitFor(() => expect(taken).toEqual([2, 2]));
    expect(asked).toEqual([0, 2]);
  });
});
