/** A control protocol of the network phase: its negotiation, and how that stands. */
import type { Failure } from '../failure.ts';
import type { Negotiable } from './automaton/negotiable.ts';
import { Negotiator } from './automaton/negotiator.ts';
import type { NegotiatorHost } from './automaton/negotiator.ts';
import { codeName } from './control-packet.ts';

export type Standing =
  | { readonly type: 'idle' }
  | { readonly type: 'pending' }
  | { readonly type: 'opened' }
  | { readonly type: 'failed'; readonly failure: Failure };

export class ControlProtocol<N extends Negotiable = Negotiable> {
  readonly protocol: number;
  readonly negotiable: N;
  readonly negotiator: Negotiator;
  standing: Standing = { type: 'idle' };

  constructor(protocol: number, negotiable: N, host: NegotiatorHost) {
    this.protocol = protocol;
    this.negotiable = negotiable;
    this.negotiator = new Negotiator(negotiable, host);
  }

  start(): void {
    this.standing = { type: 'pending' };
    this.negotiator.open();
    this.negotiator.up();
  }

  /** Without another packet: the layer beneath is gone, or the peer does not know the protocol. */
  stop(): void {
    this.standing = { type: 'idle' };
    this.negotiator.down();
  }

  fail(failure: Failure): void {
    this.negotiator.down();
    this.standing = { type: 'failed', failure };
  }

  rejectedByPeer(): void {
    this.fail({
      number: 733,
      cause: `The other side does not speak ${this.negotiable.name}.`,
      evidence: `LCP ${codeName(8)} of ${this.negotiable.name}`,
    });
  }
}
