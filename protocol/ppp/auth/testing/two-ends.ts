/** For tests: one end that records what it is told, and two ends on a wire that may lose packets. */
import type { Random } from '../../../clock.ts';
import type { Failure } from '../../../failure.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import type { Auth, AuthHost, AuthSuccess } from '../auth-types.ts';

/** Repeatable bytes: a linear congruential generator. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

export class RecordingHost implements AuthHost {
  keysNeeded = false;
  readonly clock: FakeClock;
  readonly random: Random;
  readonly sent: Uint8Array[] = [];
  readonly methods: string[] = [];
  readonly successes: AuthSuccess[] = [];
  readonly failures: Failure[] = [];
  readonly retries: Failure[] = [];
  readonly expirations: Failure[] = [];
  readonly logs: string[] = [];
  /** Takes each packet sent. */
  wire: (packet: Uint8Array) => void = () => undefined;

  constructor(clock: FakeClock = new FakeClock(), random: Random = seededRandom(1)) {
    this.clock = clock;
    this.random = random;
  }

  send(information: Uint8Array): void {
    this.sent.push(information);
    this.wire(information);
  }

  method(name: string): void {
    this.methods.push(name);
  }

  succeeded(success: AuthSuccess): void {
    this.successes.push(success);
  }

  failed(failure: Failure): void {
    this.failures.push(failure);
  }

  retry(failure: Failure): void {
    this.retries.push(failure);
  }

  passwordExpired(failure: Failure): void {
    this.expirations.push(failure);
  }

  log(text: string): void {
    this.logs.push(text);
  }

  get lastSent(): Uint8Array {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }
}

export interface TwoEnds {
  readonly clock: FakeClock;
  readonly caller: RecordingHost;
  readonly answerer: RecordingHost;
  readonly peer: Auth;
  readonly authenticator: Auth;
}

/** `loses` is asked for every packet, counted in both directions together, from 0. */
export function connect(
  createPeer: (host: AuthHost) => Auth,
  createAuthenticator: (host: AuthHost) => Auth,
  loses: (packet: number) => boolean = () => false,
): TwoEnds {
  const clock = new FakeClock();
  const caller = new RecordingHost(clock, seededRandom(1));
  const answerer = new RecordingHost(clock, seededRandom(2));
  const peer = createPeer(caller);
  const authenticator = createAuthenticator(answerer);
  let count = 0;
  const carry = (to: Auth) => (packet: Uint8Array) => {
    const lost = loses(count);
    count += 1;
    if (!lost) {
      clock.after(50, () => {
        to.receive(packet);
      });
    }
  };
  caller.wire = carry(authenticator);
  answerer.wire = carry(peer);
  return { clock, caller, answerer, peer, authenticator };
}
