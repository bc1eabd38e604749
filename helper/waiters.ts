/** Those who wait for a connection to be made: all of them learn it, or why it was not. */
import type { DialFailure } from '../contract/dial-error.ts';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (reason: DialFailure) => void;
}

export class Waiters {
  readonly #waiting = new Set<Waiter>();

  wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ resolve, reject });
    });
  }

  connected(): void {
    for (const waiter of this.#waiting) waiter.resolve();
    this.#waiting.clear();
  }

  failed(reason: DialFailure): void {
    for (const waiter of this.#waiting) waiter.reject(reason);
    this.#waiting.clear();
  }
}
