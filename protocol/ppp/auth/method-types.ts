/** What CHAP, and EAP around it, ask of an algorithm: MD5, MS-CHAP or MS-CHAP v2, at either end. */
import type { Random } from '../../clock.ts';
import type { Credentials } from '../link-types.ts';
import type { MppeKeySource } from './auth-types.ts';
import type { Refusal } from './mschap-failure.ts';

/** What is sent for one challenge. */
export interface Answer {
  /** A response's value, or a change-password packet's body. */
  readonly data: Uint8Array;
  /** True when the authenticator's Success message proves what it has to. */
  readonly proves: (message: Uint8Array) => boolean;
  readonly keys?: MppeKeySource;
}

/** One user's secret, in the form the method computes with. */
export interface PeerSecret {
  answer(identifier: number, challenge: Uint8Array): Answer;
  /** The answer that also carries the new password, and the secret from then on. */
  changePassword?(newPassword: string, challenge: Uint8Array): { answer: Answer; secret: PeerSecret };
  /** Forgets the secret. */
  wipe(): void;
}

/** The calling end of a method. */
export interface PeerMethod {
  readonly name: string;
  /** Bytes in a challenge; undefined: any number. */
  readonly challengeLength?: number;
  readonly changePasswordCode?: 6 | 7;
  secret(credentials: Credentials, random: Random): PeerSecret;
  refusal(message: Uint8Array): Refusal;
  /** The challenge for the next attempt when the Failure brought none; undefined: no further attempt. */
  impliedChallenge(last: Uint8Array): Uint8Array | undefined;
  /** Whether a server that answered so takes a new password from us. */
  takesNewPassword(refusal: Refusal): boolean;
}

/** A response as it came. */
export interface Attempt {
  readonly identifier: number;
  readonly challenge: Uint8Array;
  readonly name: Uint8Array;
  readonly value: Uint8Array;
}

export interface Verified {
  /** Goes into the Success packet. */
  readonly message: Uint8Array;
  readonly keys?: MppeKeySource;
}

/** The answering end of a method. */
export interface VerifierMethod {
  readonly name: string;
  readonly challengeLength: number;
  readonly changePasswordCode?: 6 | 7;
  /** Failures carry a challenge for the next attempt. */
  readonly allowsRetry: boolean;
  /** The Failure to a right but expired password names the challenge to answer next. */
  readonly challengesForNewPassword: boolean;
  /** Undefined: wrong. Takes the same time either way. */
  verify(attempt: Attempt, password: string): Verified | undefined;
  /** `attempt.value` is the packet's body. Undefined: not sent by who knows the old password. */
  verifyNewPassword?(
    attempt: Attempt,
    password: string,
  ): { password: string; verified: Verified } | undefined;
  failureMessage(refused: Refused): Uint8Array;
}

/** What the caller may do after a refusal. */
export type Remedy = 'retry' | 'new password' | 'none';

export interface Refused {
  readonly number: number;
  readonly cause: string;
  readonly remedy: Remedy;
  /** To be answered next. */
  readonly challenge?: Uint8Array;
}
