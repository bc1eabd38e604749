/** A clock that goes only when it is told to. */
import type { Clock } from '../main/clock.ts';

export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  #timers: { at: number; done: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, done: () => void): () => void {
    const timer = { at: this.#now + milliseconds, done };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** How many are waiting. */
  get waiting(): number {
    return this.#timers.length;
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at);
      if (!next) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = next.at;
      next.done();
    }
    this.#now = end;
  }
}
