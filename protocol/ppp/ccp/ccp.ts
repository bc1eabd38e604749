/**
 * The Compression Control Protocol (RFC 1962), used for one thing only: to agree on stateless MPPE (RFC 3078), the same
 * strength in both directions. Every other compression is refused.
 */
import type { Clock } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { TokenBucket } from '../../token-bucket.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Negotiable, Verdict } from '../automaton/negotiable.ts';
import { Code, decodeControl } from '../control-packet.ts';
import type { ControlPacket } from '../control-packet.ts';
import type { EncryptionPolicy, MppeBits } from '../link-types.ts';
import { decodeOptions } from '../options.ts';
import type { Option } from '../options.ts';
import {
  describeMppe,
  isStateless,
  mppeOption,
  mppeType,
  mppeWord,
  mppeWordOf,
  strengths,
  strengthsIn,
} from './mppe-option.ts';

/** Answers to a peer that asks for resets, each second. */
const resetsPerSecond = 1;

export interface CcpHost {
  readonly clock: Clock;
  reply(code: number, id: number, data: Uint8Array): void;
  opened(): boolean;
}

/**
 * We offer every strength the policy allows at once and let the peer choose: a peer that knows one only must not have to
 * guess which (pppd hangs up when it is Naked to a strength it did not ask for). Each side narrows the other's set to the
 * strongest strength both know. Should a peer acknowledge a set as it is, the strongest that both directions have in
 * common is used.
 */
export class Ccp implements Negotiable {
  readonly name = 'CCP';
  readonly settlesOnce = true;
  readonly #required: boolean;
  readonly #allowed: readonly MppeBits[];
  readonly #host: CcpHost;
  /** Strongest first, like every list of strengths here; empty: we ask for no encryption (any more). */
  #wanted: readonly MppeBits[];
  #granted: readonly MppeBits[] | undefined;
  #peerGranted: readonly MppeBits[] | undefined;
  #refused: string | undefined;
  readonly #resets: TokenBucket;

  constructor(policy: Exclude<EncryptionPolicy, 'none'>, host: CcpHost) {
    this.#required = policy !== 'optional';
    this.#allowed = policy === 'maximum' ? [128] : strengths;
    this.#wanted = this.#allowed;
    this.#host = host;
    this.#resets = new TokenBucket(host.clock, resetsPerSecond, resetsPerSecond);
  }

  /** The strength both directions agreed on; 0 when data crosses in clear. */
  get agreed(): 0 | MppeBits {
    return this.#granted?.find((bits) => this.#peerGranted?.includes(bits)) ?? 0;
  }

  /** One direction was agreed to be encrypted and the other not, or differently: of no use to either side. */
  get lopsided(): boolean {
    const either = [...(this.#granted ?? []), ...(this.#peerGranted ?? [])];
    return this.agreed === 0 && either.length > 0;
  }

  /** What the peer last said that we could not accept. */
  get evidence(): string | undefined {
    return this.#refused;
  }

  reset(): void {
    this.#wanted = this.#allowed;
    this.#granted = undefined;
    this.#peerGranted = undefined;
    this.#refused = undefined;
  }

  wanted(): readonly Option[] {
    return this.#wanted.length === 0 ? [] : [mppeOption(this.#wanted)];
  }

  /** Take what the peer chose, within the policy; never stateful, never none where encryption is required. */
  naked(hints: readonly Option[]): void {
    this.#granted = undefined;
    for (const hint of hints) {
      const word = mppeWordOf(hint);
      if (word === undefined) continue;
      // What we let the peer have already is what there still can be agreement on.
      const chosen = isStateless(word) ? strongest(this.#peerGranted ?? this.#allowed, word) : undefined;
      if (chosen !== undefined) this.#wanted = [chosen];
      else {
        this.#refused = `the peer offers ${describeMppe(word)} instead`;
        if (word === 0 && !this.#required) this.#wanted = [];
      }
    }
  }

  rejected(options: readonly Option[]): void {
    if (!options.some((option) => option.type === mppeType)) return;
    this.#granted = undefined;
    this.#refused ??= 'the peer answered MPPE with Configure-Reject';
    this.#wanted = [];
  }

  judge(option: Option): Verdict {
    const word = mppeWordOf(option);
    if (word === undefined) return reject;
    // An option with nothing in it: some routers insist on it and loop for ever when refused.
    if (word === 0 && !this.#required) return ack;
    const strength = strongest(this.#granted ?? this.#allowed, word);
    if (strength !== undefined && word === mppeWord([strength])) {
      // One strength, and one of ours: what we ask for ourselves has to be the same from now on.
      if (this.#granted === undefined) this.#wanted = [strength];
      return ack;
    }
    if (strength === undefined) this.#refused = `the peer asks for ${describeMppe(word)}`;
    const hint = strength ?? this.#offered[0];
    return hint === undefined ? reject : nak(mppeOption([hint]));
  }

  /** What the peer can still choose from: both directions must be the same, so once ours is settled it has to follow. */
  get #offered(): readonly MppeBits[] {
    if (this.#granted !== undefined) return this.#granted;
    // Our MPPE was refused, and yet the peer may come to ask for it.
    return this.#wanted.length === 0 ? this.#allowed : this.#wanted;
  }

  demanded(present: ReadonlySet<number>): readonly Option[] {
    const [hint] = this.#offered;
    if (!this.#required || hint === undefined || present.has(mppeType)) return [];
    this.#refused = 'the peer asks for no encryption';
    return [mppeOption([hint])];
  }

  granted(options: readonly Option[]): void {
    this.#granted = strengthsOf(options);
  }

  peerGranted(options: readonly Option[]): void {
    this.#peerGranted = strengthsOf(options);
  }

  hopeless(): Failure | undefined {
    if (!this.#required || this.#wanted.length > 0) return undefined;
    return encryptionRefused(this.#refused ?? 'the peer refused MPPE');
  }

  /** Stateless MPPE has nothing to reset, but some peers wait for the answer (RFC 3078 §7). */
  extension(packet: ControlPacket): 'none' | undefined {
    if (packet.code === Code.resetAck) return 'none';
    if (packet.code !== Code.resetRequest) return undefined;
    if (this.#host.opened() && this.#resets.take()) {
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

/** The peer starts over with an agreement that cannot be made twice with the same keys. */
export const encryptionReopened: Failure = {
  number: 742,
  cause: 'The other side wants to negotiate encryption anew in the middle of the connection.',
  evidence: 'CCP: Configure-Request for something else than what was agreed',
};

/** Whether a CCP packet that nobody here will answer asks for encryption, and not just for compression. */
export function asksForMppe(information: Uint8Array): boolean {
  const packet = decodeControl(information);
  if ('malformed' in packet || packet.code !== Code.configureRequest) return false;
  return strengthsOf(decodeOptions(packet.data).options).length > 0;
}

function strongest(among: readonly MppeBits[], word: number): MppeBits | undefined {
  const theirs = strengthsIn(word);
  return among.find((bits) => theirs.includes(bits));
}

function strengthsOf(options: readonly Option[]): readonly MppeBits[] {
  return options.flatMap((option) => {
    const word = mppeWordOf(option);
    return word === undefined ? [] : strengthsIn(word);
  });
}
