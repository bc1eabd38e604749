/**
 * The Compression Control Protocol (RFC 1962), used for one thing only: to agree on stateless MPPE (RFC 3078), the same
 * strength in both directions. Every other compression is refused.
 */
import type { Clock } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Negotiable, Verdict } from '../automaton/negotiable.ts';
import { Code } from '../control-packet.ts';
import type { ControlPacket } from '../control-packet.ts';
import type { EncryptionPolicy, MppeBits } from '../link-types.ts';
import type { Option } from '../options.ts';
import {
  describeMppe,
  mppeOption,
  mppeType,
  mppeWord,
  mppeWordOf,
  strengths,
  strengthsIn,
} from './mppe-option.ts';

/** A peer that asks for resets gets one answer in this many ms. */
const resetInterval = 1000;

export interface CcpHost {
  readonly clock: Clock;
  reply(code: number, id: number, data: Uint8Array): void;
  opened(): boolean;
}

export class Ccp implements Negotiable {
  readonly name = 'CCP';
  readonly #required: boolean;
  readonly #allowed: readonly MppeBits[];
  readonly #host: CcpHost;
  /** Undefined: we ask for no encryption (any more). */
  #wanted: MppeBits | undefined;
  #granted: MppeBits | undefined;
  #peerGranted: MppeBits | undefined;
  /** The strength we told the peer to use instead of its own. */
  #suggested: MppeBits | undefined;
  #refused: string | undefined;
  #lastReset = -resetInterval;

  constructor(policy: Exclude<EncryptionPolicy, 'none'>, host: CcpHost) {
    this.#required = policy !== 'optional';
    this.#allowed = policy === 'maximum' ? [128] : strengths;
    this.#host = host;
  }

  /** The strength both directions agreed on; 0 when data crosses in clear. */
  get agreed(): 0 | MppeBits {
    return this.#granted !== undefined && this.#granted === this.#peerGranted ? this.#granted : 0;
  }

  /** One direction was agreed to be encrypted and the other not, or differently: of no use to either side. */
  get lopsided(): boolean {
    return this.#granted !== this.#peerGranted;
  }

  /** What the peer last said that we could not accept. */
  get evidence(): string | undefined {
    return this.#refused;
  }

  reset(): void {
    this.#wanted = this.#allowed[0];
    this.#granted = undefined;
    this.#peerGranted = undefined;
    this.#suggested = undefined;
    this.#refused = undefined;
  }

  wanted(): readonly Option[] {
    return this.#wanted === undefined ? [] : [mppeOption(this.#wanted)];
  }

  /** Take another strength within the policy; never stateful, never none where encryption is required. */
  naked(hints: readonly Option[]): void {
    for (const hint of hints) {
      const word = mppeWordOf(hint);
      if (word === undefined) continue;
      const strength = this.#strongest(word);
      if (strength !== undefined && (word | mppeWord(strength)) === word) this.#wanted = strength;
      else {
        this.#refused = `the peer offers ${describeMppe(word)} instead`;
        if (word === 0 && !this.#required) this.#wanted = undefined;
      }
    }
  }

  rejected(options: readonly Option[]): void {
    if (!options.some((option) => option.type === mppeType)) return;
    this.#refused ??= 'the peer answered MPPE with Configure-Reject';
    this.#wanted = undefined;
  }

  judge(option: Option): Verdict {
    const word = mppeWordOf(option);
    if (word === undefined) return reject;
    // An option with nothing in it: some routers insist on it and loop for ever when refused.
    if (word === 0 && !this.#required) return ack;
    const strength = this.#strongest(word);
    if (strength !== undefined && word === mppeWord(strength) && this.#agreeable(strength)) return ack;
    this.#refused = `the peer asks for ${describeMppe(word)}`;
    const better = this.#better(word);
    if (better === undefined) return reject;
    this.#suggested = better;
    return nak(mppeOption(better));
  }

  /** Both directions must be the same; once ours is settled the peer has to follow. */
  #agreeable(strength: MppeBits): boolean {
    if (strength === (this.#granted ?? this.#wanted)) return true;
    if (this.#granted !== undefined || this.#suggested === undefined) return false;
    // It was asked for something else and insists: so do we change, if our policy lets us.
    this.#wanted = strength;
    return true;
  }

  #better(word: number): MppeBits | undefined {
    return this.#granted ?? this.#wanted ?? (this.#required ? this.#allowed[0] : this.#strongest(word));
  }

  #strongest(word: number): MppeBits | undefined {
    const offered = strengthsIn(word);
    return this.#allowed.find((bits) => offered.includes(bits));
  }

  demanded(present: ReadonlySet<number>): readonly Option[] {
    const strength = this.#granted ?? this.#wanted;
    if (!this.#required || strength === undefined || present.has(mppeType)) return [];
    this.#refused = 'the peer asks for no encryption';
    return [mppeOption(strength)];
  }

  granted(options: readonly Option[]): void {
    this.#granted = strengthAgreed(options);
  }

  peerGranted(options: readonly Option[]): void {
    this.#peerGranted = strengthAgreed(options);
  }

  hopeless(): Failure | undefined {
    if (!this.#required || this.#wanted !== undefined) return undefined;
    return encryptionRefused(this.#refused ?? 'the peer refused MPPE');
  }

  /** Stateless MPPE has nothing to reset, but some peers wait for the answer (RFC 3078 §7). */
  extension(packet: ControlPacket): 'none' | undefined {
    if (packet.code === Code.resetAck) return 'none';
    if (packet.code !== Code.resetRequest) return undefined;
    const now = this.#host.clock.now();
    if (this.#host.opened() && now - this.#lastReset >= resetInterval) {
      this.#lastReset = now;
      this.#host.reply(Code.resetAck, packet.id, new Uint8Array(0));
    }
    return 'none';
  }
}

export function encryptionRefused(evidence: string): Failure {
  return {
    number: 742,
    cause: 'This connection requires encryption, and the other side does not provide it.',
    evidence,
  };
}

function strengthAgreed(options: readonly Option[]): MppeBits | undefined {
  for (const option of options) {
    const word = mppeWordOf(option);
    if (word !== undefined) return strengthsIn(word)[0];
  }
  return undefined;
}
