/** Protocol-Reject (RFC 1661 §5.7): tells the peer what nobody here speaks, cut to its MRU and not too often. */
import { concat, u16Bytes } from '../../bytes.ts';
import type { Clock } from '../../clock.ts';
import { TokenBucket } from '../../token-bucket.ts';

/** Rejects at once, and each second. */
const burst = 10;
const perSecond = 10;

export interface RejecterHost {
  mru(): number;
  send(data: Uint8Array): void;
}

export class ProtocolRejecter {
  readonly #budget: TokenBucket;
  readonly #host: RejecterHost;

  constructor(clock: Clock, host: RejecterHost) {
    this.#budget = new TokenBucket(clock, burst, perSecond);
    this.#host = host;
  }

  reject(protocol: number, information: Uint8Array): void {
    if (!this.#budget.take()) return;
    this.#host.send(concat([u16Bytes(protocol), information]).subarray(0, this.#host.mru() - 4));
  }
}
