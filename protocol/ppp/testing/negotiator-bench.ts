/** A test bench for one control protocol: literal packets in, literal packets out, on a fake clock. */
import { hex, unhex } from '../../bytes.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { Ending } from '../automaton/ending.ts';
import type { Negotiable } from '../automaton/negotiable.ts';
import { Negotiator } from '../automaton/negotiator.ts';

export class NegotiatorBench {
  readonly clock = new FakeClock();
  readonly negotiator: Negotiator;
  readonly ups: string[] = [];
  readonly endings: Ending[] = [];
  readonly logs: string[] = [];
  mru = 1500;
  #sent: string[] = [];

  constructor(negotiable: Negotiable) {
    this.negotiator = new Negotiator(negotiable, {
      clock: this.clock,
      restart: 3000,
      mru: () => this.mru,
      send: (packet) => this.#sent.push(hex(packet)),
      layerUp: () => this.ups.push('up'),
      layerDown: () => this.ups.push('down'),
      layerFinished: (ending) => this.endings.push(ending),
      log: (text) => this.logs.push(text),
    });
  }

  /** Up and open, the first Configure-Request sent. */
  start(): this {
    this.negotiator.open();
    this.negotiator.up();
    return this;
  }

  hear(...literals: readonly string[]): this {
    for (const literal of literals) this.negotiator.receive(unhex(literal));
    return this;
  }

  /** Packets sent since the last call. */
  said(): string[] {
    return this.#sent.splice(0);
  }
}
