/** What the calling end does with a refusal: end, ask the user again, or ask for a new password (RFC 2759 §6 and §9.1). */
import type { PeerMethod } from './method-types.ts';
import type { Refusal } from './mschap-failure.ts';

export type NextStep =
  | { readonly type: 'end' }
  | { readonly type: 'ask'; readonly what: 'credentials' | 'new password'; readonly challenge: Uint8Array };

export function afterRefusal(method: PeerMethod, refusal: Refusal, last: Uint8Array): NextStep {
  if (refusal.number === 648 && method.takesNewPassword(refusal))
    return { type: 'ask', what: 'new password', challenge: refusal.challenge ?? last };
  const challenge = refusal.challenge ?? method.impliedChallenge(last);
  return refusal.retry && challenge !== undefined
    ? { type: 'ask', what: 'credentials', challenge }
    : { type: 'end' };
}
