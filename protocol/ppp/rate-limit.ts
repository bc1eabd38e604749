/** So many per so long, and not one more: what keeps a hostile peer's packets from multiplying. */
import type { Clock } from '../clock.ts';

export class RateLimit {
  readonly #limit: { readonly count: number; readonly per: number };
  readonly #clock: Clock;
  #since = Number.NEGATIVE_INFINITY;
  #taken = 0;

  constructor(limit: { readonly count: number; readonly per: number }, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** True while there is some left in this period. */
  take(): boolean {
    const now = this.#clock.now();
    if (now - this.#since >= this.#limit.per) {
      this.#since = now;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= this.#limit.count;
  }
}
