/** The connection log's lines about packets: each described, secrets zeroed, and no flood of them whatever the peer sends. */
import type { Clock } from '../protocol/clock.ts';
import { describePacket, redactPacket } from '../protocol/ppp/describe.ts';
import { TokenBucket } from '../protocol/token-bucket.ts';
import type { LogLine } from './call-types.ts';
import { layerOf } from './log-layers.ts';

/** A negotiation takes some fifty packets, a day of keepalive two a minute. */
const burst = 500;
const perSecond = 20;

export class PacketLog {
  readonly #budget: TokenBucket;
  readonly #write: (line: LogLine) => void;
  #unwritten = 0;

  constructor(clock: Clock, write: (line: LogLine) => void) {
    this.#budget = new TokenBucket(clock, burst, perSecond);
    this.#write = write;
  }

  packet(direction: 'sent' | 'received', protocol: number, information: Uint8Array): void {
    if (!this.#budget.take()) {
      this.#unwritten += 1;
      return;
    }
    if (this.#unwritten > 0) {
      this.#write({ layer: 'ppp', text: `too many packets to log: ${String(this.#unwritten)} left out` });
      this.#unwritten = 0;
    }
    this.#write({
      layer: layerOf(protocol),
      direction,
      text: describePacket(protocol, information),
      frame: { protocol, information: redactPacket(protocol, information) },
    });
  }
}
