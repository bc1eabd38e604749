/** The seam between the authenticate phase (link.ts) and the authentication protocols. */
import type { Clock, Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import type { Credentials, MppeBits } from '../link-types.ts';

/** The LCP authentication option (RFC 1661 §6.2): protocol number, and CHAP's algorithm byte. */
export interface AuthOption {
  readonly protocol: number;
  readonly algorithm?: number;
}

/** Derives the start keys for one strength (RFC 3079), as seen from our side. */
export type MppeKeySource = (bits: MppeBits) => { readonly send: Uint8Array; readonly receive: Uint8Array };

export interface AuthSuccess {
  /** Method in full words for Details: "PAP", "CHAP MD5", "MS-CHAP", "MS-CHAP v2", "EAP MD5", "EAP MS-CHAP v2". */
  readonly name: string;
  /** Who was accepted, as written on the wire. */
  readonly user: string;
  /** Undefined where the method yields no keys (PAP, CHAP MD5, EAP MD5): then MPPE is impossible. */
  readonly keys?: MppeKeySource;
}

export interface AuthHost {
  /** The connection must be encrypted: a method that yields no keys is of no use, and EAP has both kinds inside. */
  readonly keysNeeded: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** Sends one packet of the method's protocol. */
  send(information: Uint8Array): void;
  /** The method the peer uses is known now (for EAP only after its first request). */
  method(name: string): void;
  /** Told once; later re-challenges are answered without another call. */
  succeeded(success: AuthSuccess): void;
  /** Final; nothing more is sent. */
  failed(failure: Failure): void;
  /** Refused but retryable: the link asks the user and answers with `retryWith`. Only when `interactive`. */
  retry(failure: Failure): void;
  passwordExpired(failure: Failure): void;
  log(text: string): void;
}

/** One running authentication, in either role. */
export interface Auth {
  /** PPP protocol number it speaks (0xC023, 0xC223, 0xC227). */
  readonly protocol: number;
  start(): void;
  /** A packet of its protocol; malformed ones are dropped with a log line. */
  receive(information: Uint8Array): void;
  /** Answers `retry`, where the method can ask for it. */
  retryWith?(credentials: Credentials): void;
  /** Answers `passwordExpired`, where the method can ask for it. */
  changePassword?(newPassword: string): void;
  /**
   * The peer has begun a network protocol: it takes us as accepted. EAP's closing Success is sent only once, and this
   * stands in for one that was lost (RFC 3748 §4.2); methods that repeat themselves have no use for it.
   */
  networkSeen?(): void;
  /** Stops timers; nothing is called afterwards. */
  stop(): void;
}

/**
 * auth/index.ts exports:
 *   authOption(method): AuthOption                       what LCP asks for
 *   methodOf(option: AuthOption): AuthMethod | undefined what LCP was asked for
 *   createCallingAuth(method, calling: CallingAuth, host: AuthHost): Auth
 *   createAnsweringAuth(method, answering: AnsweringAuth, host: AuthHost): Auth
 */
