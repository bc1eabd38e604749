/** The IPv6 Control Protocol (RFC 5072): two different interface identifiers, one for each end. */
import { equal } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Negotiable, Verdict } from '../automaton/negotiable.ts';
import type { Option } from '../options.ts';

export const interfaceIdType = 1;
const idLength = 8;
/** The "u" bit: clear in an identifier that is not derived from a worldwide unique one (RFC 5072 §4.1). */
const universalBit = 0x02;

export class Ipv6cp implements Negotiable {
  readonly name = 'IPV6CP';
  readonly #preset: Uint8Array | undefined;
  readonly #random: Random;
  #local: Uint8Array;
  #remote: Uint8Array | undefined;
  #suggestion: Uint8Array | undefined;
  #refused = false;

  constructor(interfaceId: Uint8Array | undefined, random: Random) {
    this.#preset = interfaceId !== undefined && usable(interfaceId) ? interfaceId.slice() : undefined;
    this.#random = random;
    this.#local = this.#preset ?? this.#tentative();
  }

  get agreed(): { readonly local: Uint8Array; readonly remote: Uint8Array } | undefined {
    return this.#remote === undefined ? undefined : { local: this.#local, remote: this.#remote };
  }

  reset(): void {
    // The identifier survives renegotiation: addresses formed from it stay good.
    this.#remote = undefined;
    this.#suggestion = undefined;
    this.#refused = false;
  }

  wanted(): readonly Option[] {
    return [interfaceIdOption(this.#local)];
  }

  naked(hints: readonly Option[]): void {
    for (const { type, data } of hints) {
      if (type !== interfaceIdType) continue;
      const taken = this.#remote !== undefined && equal(data, this.#remote);
      this.#local = usable(data) && !taken ? data.slice() : this.#tentative();
    }
  }

  rejected(options: readonly Option[]): void {
    this.#refused ||= options.some((option) => option.type === interfaceIdType);
  }

  judge(option: Option): Verdict {
    if (option.type !== interfaceIdType || option.data.length !== idLength) return reject;
    if (usable(option.data) && !equal(option.data, this.#local)) return ack;
    return nak(interfaceIdOption(this.#suggest()));
  }

  demanded(present: ReadonlySet<number>): readonly Option[] {
    return present.has(interfaceIdType) ? [] : [interfaceIdOption(this.#suggest())];
  }

  granted(): void {
    // Our identifier is what we asked for; there is nothing else to keep.
  }

  peerGranted(options: readonly Option[]): void {
    this.#remote = options.find((option) => option.type === interfaceIdType)?.data.slice();
    this.#refused ||= this.#remote === undefined;
  }

  hopeless(): Failure | undefined {
    if (!this.#refused) return undefined;
    return {
      number: 733,
      cause: 'The other side does not negotiate an IPv6 interface identifier.',
      evidence: 'IPV6CP: the interface identifier was refused or left out',
    };
  }

  /** The same suggestion every time, so that a peer who takes it is done. */
  #suggest(): Uint8Array {
    const suggestion = this.#suggestion ?? this.#tentative();
    if (equal(suggestion, this.#local)) suggestion[idLength - 1] = (suggestion[idLength - 1] ?? 0) ^ 0x55;
    this.#suggestion = suggestion;
    return suggestion;
  }

  #tentative(): Uint8Array {
    const id = this.#random(idLength).slice();
    id[0] = (id[0] ?? 0) & ~universalBit;
    // All zeros would mean "none".
    if (id.every((byte) => byte === 0)) id[idLength - 1] = 1;
    return id;
  }
}

function interfaceIdOption(id: Uint8Array): Option {
  return { type: interfaceIdType, data: id };
}

function usable(id: Uint8Array): boolean {
  return id.length === idLength && id.some((byte) => byte !== 0);
}
