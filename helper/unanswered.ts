/** What a state that waits for the user ends with when the user does not answer. */
import type { DialState } from '../contract/dial-state.ts';
import type { Failure } from '../engine/call-types.ts';

/** Milliseconds; servers seldom wait longer. The terminal has its own limit, counted from key to key. */
export const answerTime = 120_000;

/** Undefined for a state that waits for nobody. `cause`: what the other end said. */
export function unanswered(state: DialState, cause: string | undefined): Failure | undefined {
  const evidence = `nobody answered within ${answerTime / 1000} seconds`;
  switch (state) {
    case 'retryAuthentication':
      return {
        number: 691,
        cause: cause ?? 'The other end refused the user name or the password.',
        evidence,
      };
    case 'passwordExpired':
      return { number: 648, cause: cause ?? 'The password has expired.', evidence };
    default:
      return undefined;
  }
}
