/** What an EAP conversation asks of a method, at either end. */
import type { Failure } from '../../failure.ts';
import type { Credentials } from '../link-types.ts';
import type { AuthSuccess, MppeKeySource } from './auth-types.ts';

export type PeerStep =
  /** Send this; `done`: from our side the authenticator may end with Success. */
  | { readonly type: 'respond'; readonly data: Uint8Array; readonly done: boolean }
  | { readonly type: 'drop'; readonly why: string }
  | { readonly type: 'fail'; readonly failure: Failure; readonly data?: Uint8Array }
  | { readonly type: 'ask'; readonly what: 'credentials' | 'new password'; readonly failure: Failure };

export interface EapPeerMethod {
  readonly type: number;
  readonly name: string;
  /** An EAP Success before the method is done: the end, or merely nonsense. */
  readonly earlySuccess: Failure | undefined;
  request(identifier: number, data: Uint8Array): PeerStep;
  /** After 'ask'. */
  retryWith(credentials: Credentials): PeerStep;
  changePassword(newPassword: string): PeerStep;
  readonly user: string;
  readonly keys: MppeKeySource | undefined;
  /** The authenticator begins another conversation, after it accepted us: from now on every refusal is final. */
  restart(): void;
  /** Forgets the secret. */
  wipe(): void;
}

export type VerifierStep =
  /** `person`: somebody is typing, so patience; `refusal`: what the conversation ends with if nothing comes. */
  | {
      readonly type: 'request';
      readonly data: Uint8Array;
      readonly person: boolean;
      readonly refusal?: Failure;
    }
  | { readonly type: 'drop'; readonly why: string }
  | { readonly type: 'accept'; readonly success: AuthSuccess }
  | { readonly type: 'refuse'; readonly failure: Failure };

export interface EapVerifierMethod {
  readonly type: number;
  readonly name: string;
  /** The type-data of the first request. */
  first(identifier: number): Uint8Array;
  response(identifier: number, data: Uint8Array, identity: Uint8Array): VerifierStep;
}
