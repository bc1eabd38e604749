/** The answering end's judgement, shared by CHAP and EAP: whose account, right or wrong, what may follow. */
import type { Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import type { AnsweringAuth } from '../link-types.ts';
import type { AuthSuccess } from './auth-types.ts';
import { authFailure } from './failures.ts';
import type { Remedy, Verified, VerifierMethod } from './method-types.ts';
import { findAccount, type Candidate } from './names.ts';
import { safeText, wireText } from './text.ts';

/** RFC 2759 §9.1.5. */
const attemptsAllowed = 3;

export type Judgement =
  | { readonly accepted: true; readonly success: AuthSuccess; readonly message: Uint8Array }
  | {
      readonly accepted: false;
      readonly failure: Failure;
      readonly message: Uint8Array;
      readonly remedy: Remedy;
    };

export class Verifying {
  readonly method: VerifierMethod;
  readonly #answering: AnsweringAuth;
  readonly #random: Random;
  /** What the next response has to answer. */
  #challenge: Uint8Array;
  #attempts = 0;
  /** Who was told that the password has expired. */
  #expired: { readonly candidate: Candidate; readonly name: Uint8Array } | undefined;

  constructor(method: VerifierMethod, answering: AnsweringAuth, random: Random) {
    this.method = method;
    this.#answering = answering;
    this.#random = random;
    this.#challenge = random(method.challengeLength);
  }

  get challenge(): Uint8Array {
    return this.#challenge;
  }

  respond(identifier: number, value: Uint8Array, name: Uint8Array): Judgement {
    this.#attempts += 1;
    const candidate = findAccount(this.#answering.account, wireText(name), this.#random);
    const { account, known } = candidate;
    const verified = this.method.verify(
      { identifier, challenge: this.#challenge, name, value },
      account.password,
    );
    if (verified === undefined || !known) {
      const again = this.method.allowsRetry && this.#attempts < attemptsAllowed;
      return this.#refuse(691, name, again ? 'retry' : 'none');
    }
    if (account.refuse === undefined) return this.#accept(verified, name);
    if (account.refuse !== 648 || !this.#takesNewPassword())
      return this.#refuse(account.refuse, name, 'none');
    this.#expired = { candidate, name: name.slice() };
    return this.#refuse(648, name, 'new password');
  }

  changePassword(identifier: number, data: Uint8Array): Judgement {
    const expired = this.#expired;
    this.#expired = undefined;
    if (expired === undefined) return this.#refuse(709, new Uint8Array(0), 'none');
    const { candidate, name } = expired;
    const changed = this.method.verifyNewPassword?.(
      { identifier, challenge: this.#challenge, name, value: data },
      candidate.account.password,
    );
    // An account with an empty password lets nobody in, so none is made.
    if (changed === undefined || changed.password === '') return this.#refuse(709, name, 'none');
    this.#answering.changePassword?.(candidate.user, changed.password);
    return this.#accept(changed.verified, name);
  }

  #takesNewPassword(): boolean {
    return this.#answering.changePassword !== undefined && this.method.changePasswordCode !== undefined;
  }

  #accept({ message, keys }: Verified, name: Uint8Array): Judgement {
    const success: AuthSuccess = { name: this.method.name, user: wireText(name), ...(keys && { keys }) };
    return { accepted: true, success, message };
  }

  #refuse(number: number, name: Uint8Array, remedy: Remedy): Judgement {
    const renew = remedy === 'retry' || (remedy === 'new password' && this.method.challengesForNewPassword);
    if (renew) this.#challenge = this.#random(this.method.challengeLength);
    // The field is mandatory in MS-CHAP v2, even where nothing will answer it.
    const shown = renew || this.method.challengesForNewPassword ? this.#challenge : undefined;
    const failure = authFailure(number, name.length > 0 ? `User ${safeText(wireText(name))}` : undefined);
    const { cause } = failure;
    const message = this.method.failureMessage({ number, cause, remedy, ...(shown && { challenge: shown }) });
    return { accepted: false, failure, message, remedy };
  }
}
