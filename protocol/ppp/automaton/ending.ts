/** Why a control protocol finished; whoever owns it turns this into a RAS number. */
import type { Failure } from '../../failure.ts';

export type Ending =
  /** We closed it. */
  | { readonly cause: 'closed' }
  /** The peer sent a Terminate-Request, with this text. */
  | { readonly cause: 'terminated'; readonly text: Uint8Array }
  /** All retransmissions went unanswered; `heard` when the peer sent anything valid at all. */
  | { readonly cause: 'timeout'; readonly heard: boolean }
  | { readonly cause: 'not-converging'; readonly rounds: number }
  /** The peer does not know something we cannot do without. */
  | { readonly cause: 'rejected'; readonly evidence: string }
  /** The protocol itself saw no sense in going on. */
  | { readonly cause: 'gave-up'; readonly failure: Failure };
