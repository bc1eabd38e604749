/** Protocol-Reject (RFC 1661 §5.7): tells the peer what nobody here speaks, cut to its MRU and not too often. */
import { concat, u16Bytes } from '../../bytes.ts';
import type { Clock } from '../../clock.ts';
import { RateLimit } from '../rate-limit.ts';

const limit = { count: 10, per: 1000 };

export interface RejecterHost {
  mru(): number;
  send(data: Uint8Array): void;
}

export class ProtocolRejecter {
  readonly #limit: RateLimit;
  readonly #host: RejecterHost;

  constructor(clock: Clock, host: RejecterHost) {
    this.#limit = new RateLimit(limit, clock);
    this.#host = host;
  }

  reject(protocol: number, information: Uint8Array): void {
    if (!this.#limit.take()) return;
    this.#host.send(concat([u16Bytes(protocol), information]).subarray(0, this.#host.mru() - 4));
  }
}
