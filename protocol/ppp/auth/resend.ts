/** Sends one packet until it is answered, at most so many times, then gives up. */
import type { Clock } from '../../clock.ts';

/** Restart timer and counter of RFC 1661 §4.6, which authentication borrows. */
export const restart = { every: 3_000, times: 10 } as const;

/** A person is typing at the other end: "disable short timeouts" (RFC 2759 §6). */
export const patience = 120_000;

export interface Sending {
  readonly every: number;
  readonly times: number;
  /** Called `times` times, `every` ms apart; `attempt` counts from 0. */
  readonly send: (attempt: number) => void;
  /** `every` ms after the last attempt. */
  readonly exhausted: () => void;
}

export class Resender {
  readonly #clock: Clock;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Replaces whatever was under way. The first packet goes out now. */
  start(sending: Sending): void {
    this.stop();
    this.#attempt(sending, 0);
  }

  /** Only waits. */
  expect(milliseconds: number, exhausted: () => void): void {
    this.stop();
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#cancel = undefined;
      exhausted();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #attempt(sending: Sending, attempt: number): void {
    this.#cancel = this.#clock.after(sending.every, () => {
      this.#cancel = undefined;
      if (attempt + 1 < sending.times) this.#attempt(sending, attempt + 1);
      else sending.exhausted();
    });
    sending.send(attempt);
  }
}
