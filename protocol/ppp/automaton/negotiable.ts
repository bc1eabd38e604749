/** What a control protocol adds to the shared automaton: its own wishes, and its judgement of the peer's. */
import type { Failure } from '../../failure.ts';
import type { ControlPacket } from '../control-packet.ts';
import type { Option } from '../options.ts';
import type { Event } from './table.ts';

export type Verdict =
  | { readonly verdict: 'ack' }
  | { readonly verdict: 'nak'; readonly hint: Option }
  | { readonly verdict: 'reject' };

export const ack: Verdict = { verdict: 'ack' };
export const reject: Verdict = { verdict: 'reject' };
export function nak(hint: Option): Verdict {
  return { verdict: 'nak', hint };
}

/**
 * Four sets of options, named the same everywhere: *wanted* is what we ask for, *granted* what the peer acknowledged of
 * it, *allowed* what we would let the peer have, *peerGranted* what we acknowledged to the peer.
 */
export interface Negotiable {
  readonly name: string;
  /**
   * A request in Opened for what was acknowledged last is a repetition, whatever its identifier, and no reason to leave
   * Opened: here a negotiation from scratch would do harm.
   */
  readonly settlesOnce?: boolean;
  /** A negotiation starts from scratch: nothing is granted, wanted is what the link options say. */
  reset(): void;
  wanted(): readonly Option[];
  /** The peer wants other values, or options we did not ask for. */
  naked(hints: readonly Option[]): void;
  /** The peer refuses these of our options altogether. */
  rejected(options: readonly Option[]): void;
  /** Whether this option of the peer is allowed. */
  judge(option: Option): Verdict;
  /** Options the peer must have but did not ask for, given the types it did; they are appended to a Nak. */
  demanded(present: ReadonlySet<number>): readonly Option[];
  granted(options: readonly Option[]): void;
  peerGranted(options: readonly Option[]): void;
  /** Asked after every Configure packet: why going on makes no sense, if so. */
  hopeless(): Failure | undefined;
  /**
   * A code above 7: the event to raise, 'none' when it was dealt with, undefined when the code is not known. Only called
   * while the lower layer is up.
   */
  extension?(packet: ControlPacket): Event | 'none' | undefined;
  /** The peer does not know this code, which is none of the essential ones; stop sending it. */
  codeRejected?(code: number): void;
  /** Performs `ser`. */
  echoReply?(request: ControlPacket): void;
}
