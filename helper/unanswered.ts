/** States that wait for the user do not wait for ever: the line costs money, and the other end loses patience, too. */
import type { DialState } from '../contract/dial-state.ts';
import type { Clock, Failure } from '../engine/call-types.ts';

/** Milliseconds; servers seldom wait longer. The terminal has its own limit, counted from key to key. */
const answerTime = 120_000;

/** Undefined for a state that waits for nobody. `cause`: what the other end said. */
function unanswered(state: DialState, cause: string | undefined): Failure | undefined {
  const evidence = `nobody answered within ${answerTime / 1000} seconds`;
  switch (state) {
    case 'retryAuthentication':
      return { number: 691, cause: cause ?? 'The user name or the password was refused.', evidence };
    case 'passwordExpired':
      return { number: 648, cause: cause ?? 'The password has expired.', evidence };
    default:
      return undefined;
  }
}

export class AnswerLimit {
  readonly #clock: Clock;
  readonly #expired: (failure: Failure) => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, expired: (failure: Failure) => void) {
    this.#clock = clock;
    this.#expired = expired;
  }

  entered(state: DialState, detail: string | undefined): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const failure = unanswered(state, detail);
    if (failure === undefined) return;
    this.#cancel = this.#clock.after(answerTime, () => {
      this.#expired(failure);
    });
  }
}
