/** LCP Echo as a keepalive (RFC 1661 §5.8): a link whose Echo-Requests go unanswered is dead. */
import type { Clock } from '../../clock.ts';

export interface KeepaliveHost {
  readonly clock: Clock;
  /** Sends an Echo-Request. */
  echo(): void;
  /** `unanswered` requests in a row got no answer. */
  dead(unanswered: number): void;
}

export class Keepalive {
  readonly #interval: number;
  readonly #failures: number;
  readonly #host: KeepaliveHost;
  #cancel: (() => void) | undefined;
  #unanswered = 0;

  constructor(echo: { readonly interval: number; readonly failures: number }, host: KeepaliveHost) {
    this.#interval = echo.interval;
    this.#failures = Math.max(1, echo.failures);
    this.#host = host;
  }

  start(): void {
    this.stop();
    this.#unanswered = 0;
    if (this.#interval > 0) this.#schedule();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Any answer will do: what counts is that the peer is there. */
  answered(): void {
    this.#unanswered = 0;
  }

  #schedule(): void {
    this.#cancel = this.#host.clock.after(this.#interval, () => this.#tick());
  }

  #tick(): void {
    this.#cancel = undefined;
    if (this.#unanswered >= this.#failures) {
      this.#host.dead(this.#unanswered);
      return;
    }
    this.#unanswered += 1;
    this.#host.echo();
    this.#schedule();
  }
}
