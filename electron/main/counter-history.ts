/** The last two minutes of each connection's counters, and how fast its bytes go. */
import type { CounterSnapshot } from '../../contract/status.ts';

export interface Sample {
  readonly time: number;
  readonly counters: CounterSnapshot;
}

/** One a second. */
const kept = 120;

export class CounterHistory {
  readonly #samples = new Map<string, { call: number; samples: Sample[] }>();

  add(entry: string, call: number, sample: Sample): void {
    const held = this.#samples.get(entry);
    const samples = held?.call === call ? held.samples : [];
    this.#samples.set(entry, { call, samples: [...samples, sample].slice(-kept) });
  }

  samples(entry: string): readonly Sample[] {
    return this.#samples.get(entry)?.samples ?? [];
  }

  latest(entry: string, call: number): CounterSnapshot | undefined {
    const held = this.#samples.get(entry);
    return held?.call === call ? held.samples.at(-1)?.counters : undefined;
  }

  forget(entry: string): void {
    this.#samples.delete(entry);
  }

  clear(): void {
    this.#samples.clear();
  }
}
