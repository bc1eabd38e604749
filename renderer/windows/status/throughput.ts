/** The last two minutes of a connection as a graph wants them: seconds, and bytes per second each way. */
import type { CounterSnapshot } from '../../../contract/status.ts';

export const windowSeconds = 120;

export interface Sample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly counters: Pick<CounterSnapshot, 'bytesSent' | 'bytesReceived'>;
}

/** Adds what is newer than all there is, and forgets what is older than the window. */
export function addSamples(samples: readonly Sample[], more: readonly Sample[]): readonly Sample[] {
  const newest = samples.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  const fresh = more.filter(({ time }) => time > newest);
  if (fresh.length === 0) return samples;
  const all = [...samples, ...fresh];
  const oldest = (all.at(-1)?.time ?? 0) - (windowSeconds + 1) * 1000;
  return all.filter(({ time }) => time >= oldest);
}

/** What was asked for comes after some that were heard meanwhile: those in the order of time, each once. */
export function seedSamples(heard: readonly Sample[], history: readonly Sample[]): readonly Sample[] {
  const first = heard[0]?.time ?? Number.POSITIVE_INFINITY;
  return addSamples(
    history.filter(({ time }) => time < first),
    heard,
  );
}

export interface Rates {
  /** Seconds since 1970: what the graph's x axis runs over. */
  readonly times: number[];
  /** Bytes per second. */
  readonly sent: number[];
  readonly received: number[];
}

/** A rate needs two readings; counters that begin anew (another call) count as no traffic. */
export function rates(samples: readonly Sample[]): Rates {
  const result: Rates = { times: [], sent: [], received: [] };
  for (const [index, { time, counters }] of samples.entries()) {
    const before = samples[index - 1];
    if (before === undefined) continue;
    const seconds = (time - before.time) / 1000;
    result.times.push(time / 1000);
    result.sent.push(Math.max(0, counters.bytesSent - before.counters.bytesSent) / seconds);
    result.received.push(Math.max(0, counters.bytesReceived - before.counters.bytesReceived) / seconds);
  }
  return result;
}

/** The scale of the axis: the next 1, 2 or 5 times a power of ten above what is shown, never less than 100. */
export function ceiling(largest: number): number {
  const needed = Math.max(100, largest);
  const power = 10 ** Math.floor(Math.log10(needed));
  return ([1, 2, 5].find((factor) => factor * power >= needed) ?? 10) * power;
}

const units = ['bytes', 'KB', 'MB', 'GB'] as const;

/** "850 bytes/s", "3.2 KB/s" */
export function rateText(bytesPerSecond: number): string {
  let value = bytesPerSecond;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 99.95 ? value.toFixed(1) : String(Math.round(value));
  return `${digits} ${units[unit] ?? 'bytes'}/s`;
}

/** The graph in words, for those who do not see it. */
export function graphText({ sent, received }: Rates): string {
  const last = (values: readonly number[]): string => rateText(values.at(-1) ?? 0);
  const most = (values: readonly number[]): string => rateText(values.reduce((a, b) => Math.max(a, b), 0));
  return (
    `Throughput of the last two minutes. Received: ${last(received)} now, ${most(received)} at most. ` +
    `Sent: ${last(sent)} now, ${most(sent)} at most.`
  );
}
