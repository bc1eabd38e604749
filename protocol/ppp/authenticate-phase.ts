/** The authenticate phase (RFC 1661 §3.5) in either role: runs one authentication protocol, within bounded time. */
import type { Clock, Random } from '../clock.ts';
import type { Failure } from '../failure.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Auth, AuthHost, AuthSuccess } from './auth/auth-types.ts';
import { patience } from './auth/resend.ts';
import { createAnsweringAuth, createCallingAuth } from './auth/index.ts';
import type { AnsweringAuth, AuthMethod, CallingAuth, Credentials } from './link-types.ts';

/**
 * From the start of the phase, or the user's latest answer, to a result; longer than any method's own retries. Who
 * answers cannot see the caller's user think, so that two more attempts and a new password have to fit in.
 */
const timeLimit = { calling: 60_000, answering: 60_000 + 3 * patience };

/** Packets answered at once, and each second: every challenge costs us half a millisecond of ciphers. */
const packetBurst = 64;
const packetsPerSecond = 16;

export interface AuthenticateHost {
  readonly clock: Clock;
  readonly random: Random;
  /** Only a method that yields encryption keys will do. */
  readonly keysNeeded: boolean;
  send(protocol: number, information: Uint8Array): void;
  authenticating(method: string): void;
  authenticated(success: AuthSuccess): void;
  retry(failure: Failure): void;
  passwordExpired(failure: Failure): void;
  failed(failure: Failure): void;
  log(text: string): void;
}

export type AuthenticateTask =
  | { readonly role: 'calling'; readonly method: AuthMethod; readonly calling: CallingAuth }
  | { readonly role: 'answering'; readonly method: AuthMethod; readonly answering: AnsweringAuth };

export class AuthenticatePhase {
  readonly #auth: Auth;
  readonly #host: AuthenticateHost;
  readonly #role: AuthenticateTask['role'];
  readonly #budget: TokenBucket;
  #flooded = false;
  #cancelLimit: (() => void) | undefined;
  #over = false;

  constructor(task: AuthenticateTask, host: AuthenticateHost) {
    this.#host = host;
    this.#role = task.role;
    this.#budget = new TokenBucket(host.clock, packetBurst, packetsPerSecond);
    const authHost: AuthHost = {
      clock: host.clock,
      random: host.random,
      keysNeeded: host.keysNeeded,
      send: (information) => host.send(this.#auth.protocol, information),
      method: (name) => host.authenticating(name),
      succeeded: (success) => {
        this.#holdLimit();
        this.#over = true;
        host.authenticated(success);
      },
      failed: (failure) => this.#fail(failure),
      retry: (failure) => {
        this.#holdLimit();
        host.retry(failure);
      },
      passwordExpired: (failure) => {
        this.#holdLimit();
        host.passwordExpired(failure);
      },
      log: (text) => host.log(text),
    };
    this.#auth =
      task.role === 'calling'
        ? createCallingAuth(task.method, task.calling, authHost)
        : createAnsweringAuth(task.method, task.answering, authHost);
  }

  get protocol(): number {
    return this.#auth.protocol;
  }

  start(): void {
    this.#limit();
    this.#auth.start();
  }

  /** Also after success: a peer may challenge again at any time (RFC 1994 §2). */
  receive(information: Uint8Array): void {
    const affordable = this.#budget.take();
    if (affordable) this.#auth.receive(information);
    else if (!this.#flooded)
      this.#host.log('more authentication packets than can be answered: some are ignored');
    this.#flooded = !affordable;
  }

  /** The peer has begun a network protocol, so it takes the logon as done. */
  networkSeen(): void {
    if (!this.#over) this.#auth.networkSeen?.();
  }

  retryWith(credentials: Credentials): void {
    if (this.#over) return;
    this.#limit();
    this.#auth.retryWith?.(credentials);
  }

  changePassword(newPassword: string): void {
    if (this.#over) return;
    this.#limit();
    this.#auth.changePassword?.(newPassword);
  }

  stop(): void {
    this.#over = true;
    this.#holdLimit();
    this.#auth.stop();
  }

  #fail(failure: Failure): void {
    this.stop();
    this.#host.failed(failure);
  }

  #limit(): void {
    this.#holdLimit();
    this.#cancelLimit = this.#host.clock.after(timeLimit[this.#role], () =>
      this.#fail({
        number: 718,
        cause:
          this.#role === 'calling'
            ? 'The other side asked for a logon and then never finished it.'
            : 'The caller did not log on in time.',
        evidence: `authentication: no result within ${timeLimit[this.#role] / 1000} seconds`,
      }),
    );
  }

  /** While a user thinks, and once there is a result, no time passes. */
  #holdLimit(): void {
    this.#cancelLimit?.();
    this.#cancelLimit = undefined;
  }
}
