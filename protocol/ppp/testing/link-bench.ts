/** A test bench for links: two of them back to back over a wire that may disturb, or one against literal bytes. */
import { concat, hex, u16Bytes, unhex } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { PppLink } from '../link.ts';
import type { Framing, LinkAgreement, LinkEvent, LinkHost, LinkOptions, MppeKeys } from '../link-types.ts';

/** Repeatable randomness (mulberry32): as bytes for a link, as numbers below 1 for a wire. */
export function seeded(seed: number): { readonly bytes: Random; readonly next: () => number } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)), next };
}

export interface Frame {
  readonly protocol: number;
  readonly information: Uint8Array;
}

/** One end: the link, and everything it told. */
export class End implements LinkHost {
  readonly clock: FakeClock;
  readonly random: Random;
  readonly link: PppLink;
  readonly events: LinkEvent[] = [];
  readonly sent: Frame[] = [];
  readonly keys: (MppeKeys | undefined)[] = [];
  framed: readonly Framing[] = [];
  deliver: (frame: Frame) => void = () => undefined;

  constructor(options: LinkOptions, clock: FakeClock, seed: number) {
    this.clock = clock;
    this.random = seeded(seed).bytes;
    this.link = new PppLink(options, this);
  }

  send(protocol: number, information: Uint8Array): void {
    const frame = { protocol, information: information.slice() };
    this.sent.push(frame);
    this.deliver(frame);
  }

  framing(send: Framing, receive: Framing): void {
    this.framed = [send, receive];
  }

  encryption(keys: MppeKeys | undefined): void {
    this.keys.push(keys);
  }

  emit(event: LinkEvent): void {
    this.events.push(event);
  }

  /** Feeds a frame written as protocol and information in hexadecimal. */
  hear(protocol: number, literal: string): void {
    this.link.receive(protocol, unhex(literal));
  }

  /** Frames sent since the last call, in hexadecimal with the protocol in front. */
  said(): string[] {
    return this.sent
      .splice(0)
      .map(({ protocol, information }) => hex(concat([u16Bytes(protocol), information])));
  }

  get agreement(): LinkAgreement | undefined {
    return this.events.findLast((event) => event.type === 'up')?.agreement;
  }

  get down(): { readonly failure?: Failure } | undefined {
    return this.events.find((event) => event.type === 'down');
  }

  get failure(): Failure | undefined {
    return this.down?.failure;
  }

  count(type: LinkEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }
}

/** When the copies of a frame arrive, in ms from now: none when it is lost, several when it is duplicated. */
export type Disturbance = (frame: Frame) => readonly number[];

export interface Pair {
  readonly clock: FakeClock;
  readonly calling: End;
  readonly answering: End;
}

/** Two ends and a wire of 5 ms between them; the links are up beneath. */
export function wire(calling: LinkOptions, answering: LinkOptions, disturb: Disturbance = () => [5]): Pair {
  const clock = new FakeClock();
  const pair: Pair = { clock, calling: new End(calling, clock, 1), answering: new End(answering, clock, 2) };
  const join = (from: End, to: End): void => {
    from.deliver = (frame) => {
      for (const delay of disturb(frame)) {
        clock.after(delay, () => to.link.receive(frame.protocol, frame.information));
      }
    };
  };
  join(pair.calling, pair.answering);
  join(pair.answering, pair.calling);
  pair.calling.link.lowerUp();
  pair.answering.link.lowerUp();
  return pair;
}

const callingBase: LinkOptions = {
  role: 'calling',
  async: true,
  mru: 1400,
  fieldCompression: true,
  calling: {
    credentials: { user: 'alice', password: 'secret' },
    acceptable: ['mschap-v2', 'mschap', 'chap', 'pap', 'eap'],
    interactive: false,
  },
  encryption: 'optional',
  ipv4: { local: '0.0.0.0', remote: '0.0.0.0', requestNameServers: true },
  echo: { interval: 20_000, failures: 3 },
};

const answeringBase: LinkOptions = {
  role: 'answering',
  async: true,
  mru: 1400,
  fieldCompression: true,
  answering: {
    name: 'nas',
    methods: ['mschap-v2'],
    account: (user) => (user === 'alice' ? { password: 'secret' } : undefined),
  },
  encryption: 'optional',
  ipv4: {
    local: '10.0.0.1',
    remote: '10.0.0.2',
    requestNameServers: false,
    nameServers: { dns: ['10.0.0.53', '10.0.0.54'], nbns: ['10.0.0.42'] },
  },
  echo: { interval: 20_000, failures: 3 },
};

export function callingOptions(changes: Partial<LinkOptions> = {}): LinkOptions {
  return { ...callingBase, ...changes };
}

export function answeringOptions(changes: Partial<LinkOptions> = {}): LinkOptions {
  return { ...answeringBase, ...changes };
}
