/** Judges what routers and hosts say about our GRE packets: whether the tunnel is blocked, or just narrow. */
import type { Failure } from '../../protocol/failure.ts';
import type { Clock } from '../../protocol/clock.ts';
import { tunnelMtu } from '../mtu.ts';
import { greBlocked } from '../system-errors.ts';

/**
 * A server may answer our call before it listens for GRE, and its kernel then refuses our first packet. Only a refusal
 * this many milliseconds after the first one shows that nobody listens.
 */
const settleTime = 1_000;

export type GreVerdict =
  | { readonly type: 'blocked'; readonly failure: Failure }
  | { readonly type: 'narrow'; readonly mtu: number }
  | { readonly type: 'noted' };

export class GreWatch {
  readonly #clock: Clock;
  #first: number | undefined;
  #last: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last ICMP error, for the failure that a timeout ends in. */
  get lastError(): string | undefined {
    return this.#last;
  }

  icmp(code: string, mtu: number | undefined, framesReceived: number): GreVerdict {
    if (code === 'EMSGSIZE')
      return mtu === undefined ? { type: 'noted' } : { type: 'narrow', mtu: tunnelMtu(mtu) };
    this.#last = `our GRE packets are refused: ${code}`;
    const now = this.#clock.now();
    this.#first ??= now;
    if (framesReceived > 0 || now - this.#first < settleTime) return { type: 'noted' };
    return { type: 'blocked', failure: greBlocked(this.#last) };
  }
}
