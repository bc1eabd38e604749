/** The IP Control Protocol (RFC 1332) with name servers (RFC 1877), for the caller and for the one who answers. */
import type { Failure } from '../../failure.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Negotiable, Verdict } from '../automaton/negotiable.ts';
import type { Ipv4Options, Ipv4Up } from '../link-types.ts';
import type { Option } from '../options.ts';
import { isHostAddress, noAddress } from './address.ts';
import { addressIn, addressOption, IpcpOption, isNameServerType, nameServerTypes } from './ipcp-options.ts';
import type { NameServerType } from './ipcp-options.ts';

/** Stands for a peer that has no address of its own; only the routing table ever sees it. */
const placeholder = '10.112.112.112';

export class Ipcp implements Negotiable {
  readonly name = 'IPCP';
  readonly #options: Ipv4Options;
  readonly #answering: boolean;
  /** Undefined: the peer does not negotiate our address. */
  #local: string | undefined;
  #remote: string | undefined;
  #servers = new Map<NameServerType, string>();
  #failure: Failure | undefined;

  constructor(options: Ipv4Options, role: 'calling' | 'answering') {
    this.#options = options;
    this.#answering = role === 'answering';
  }

  /** What was agreed; only meaningful while Opened. */
  get agreed(): Ipv4Up {
    const listed = (...types: NameServerType[]): string[] => [
      ...new Set(types.map((type) => this.#servers.get(type) ?? noAddress).filter(isHostAddress)),
    ];
    return {
      local: this.#local ?? this.#options.local,
      remote: this.#remote ?? (this.#assigns ? this.#options.remote : placeholder),
      dns: listed(IpcpOption.dns1, IpcpOption.dns2),
      nbns: listed(IpcpOption.nbns1, IpcpOption.nbns2),
    };
  }

  get #assigns(): boolean {
    return this.#answering && this.#options.remote !== noAddress;
  }

  reset(): void {
    this.#local = this.#options.local;
    this.#remote = undefined;
    this.#failure = undefined;
    this.#servers = new Map(
      this.#options.requestNameServers ? nameServerTypes.map((type) => [type, noAddress]) : [],
    );
  }

  wanted(): readonly Option[] {
    const options: Option[] = [];
    if (this.#local !== undefined) options.push(addressOption(IpcpOption.address, this.#local));
    for (const [type, address] of this.#servers) options.push(addressOption(type, address));
    return options;
  }

  naked(hints: readonly Option[]): void {
    for (const hint of hints) {
      const address = addressIn(hint);
      if (address === undefined) continue;
      if (hint.type === IpcpOption.address) this.#takeAddress(address);
      else if (isNameServerType(hint.type) && this.#servers.has(hint.type))
        this.#servers.set(hint.type, address);
    }
  }

  #takeAddress(address: string): void {
    if (this.#options.local === noAddress) {
      if (isHostAddress(address)) this.#local = address;
      return;
    }
    // Whoever answers knows its own address; the peer only comments on it.
    if (this.#answering || address === this.#local) return;
    this.#failure = {
      number: 735,
      cause: 'The address this connection asks for was refused by the other side.',
      evidence: `asked for ${this.#options.local}, was offered ${address}`,
    };
  }

  rejected(options: readonly Option[]): void {
    for (const { type } of options) {
      if (isNameServerType(type)) this.#servers.delete(type);
      else if (type === IpcpOption.address) this.#addressRejected();
    }
  }

  #addressRejected(): void {
    if (this.#options.local === noAddress && !isHostAddress(this.#local ?? noAddress)) {
      this.#failure = {
        number: 738,
        cause: 'The other side assigned no IP address.',
        evidence: 'IPCP: the request for an address was refused',
      };
    } else if (!this.#answering) {
      this.#failure = {
        number: 735,
        cause: 'The address this connection asks for was refused by the other side.',
        evidence: `IPCP: ${this.#local ?? this.#options.local} was refused`,
      };
    }
    this.#local = undefined;
  }

  judge(option: Option): Verdict {
    const address = addressIn(option);
    if (address === undefined) return reject;
    if (option.type === IpcpOption.address) return this.#judgeAddress(address);
    if (this.#answering && isNameServerType(option.type)) return this.#judgeServer(option.type, address);
    return reject;
  }

  /** 0.0.0.0 asks for an address: whoever has none to give refuses (never acknowledges). */
  #judgeAddress(address: string): Verdict {
    if (this.#assigns) {
      return address === this.#options.remote
        ? ack
        : nak(addressOption(IpcpOption.address, this.#options.remote));
    }
    return isHostAddress(address) ? ack : reject;
  }

  #judgeServer(type: NameServerType, address: string): Verdict {
    const { dns, nbns } = this.#options.nameServers ?? { dns: [], nbns: [] };
    const ours = {
      [IpcpOption.dns1]: dns[0],
      [IpcpOption.nbns1]: nbns[0],
      [IpcpOption.dns2]: dns[1],
      [IpcpOption.nbns2]: nbns[1],
    }[type];
    if (ours === undefined) return reject;
    return ours === address ? ack : nak(addressOption(type, ours));
  }

  demanded(present: ReadonlySet<number>): readonly Option[] {
    if (!this.#assigns || present.has(IpcpOption.address)) return [];
    return [addressOption(IpcpOption.address, this.#options.remote)];
  }

  granted(options: readonly Option[]): void {
    const granted = options.find((option) => option.type === IpcpOption.address);
    const address = granted === undefined ? undefined : addressIn(granted);
    if (address === noAddress) {
      this.#failure = {
        number: 738,
        cause: 'The other side assigned no IP address.',
        evidence: 'IPCP: the peer acknowledged 0.0.0.0 as our address',
      };
    }
  }

  peerGranted(options: readonly Option[]): void {
    const granted = options.find((option) => option.type === IpcpOption.address);
    this.#remote = granted === undefined ? undefined : addressIn(granted);
  }

  hopeless(): Failure | undefined {
    return this.#failure;
  }
}
