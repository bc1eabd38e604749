/** The network interface of one link: a TUN with what was agreed, kept while the link renegotiates. */
import { Tun } from '../native/addon/index.js';
import type { LinkAgreement } from '../protocol/ppp/link-types.ts';
import type { DataPath } from './data-path.ts';
import { interfaceMtu } from './mtu.ts';

export class Projection {
  readonly #path: DataPath;
  readonly #prefix: string;
  readonly #cap: number;
  #tun: Tun | undefined;
  #mtu = 0;
  #pathMtu = Infinity;
  #applied = '';

  constructor(path: DataPath, prefix: string, cap: number) {
    this.#path = path;
    this.#prefix = prefix;
    this.#cap = cap;
  }

  /** Gives the interface what was agreed and lets packets pass; says whether anything differs from before. Throws SystemError. */
  apply(agreement: LinkAgreement): { readonly tun: Tun; readonly mtu: number; readonly changed: boolean } {
    const mtu = Math.min(interfaceMtu(agreement, this.#cap), this.#pathMtu);
    this.#tun ??= new Tun({ prefix: this.#prefix, mtu });
    const tun = this.#tun;
    const wanted = JSON.stringify([mtu, agreement.ipv4, agreement.ipv6 && [...agreement.ipv6.local]]);
    const changed = wanted !== this.#applied;
    if (changed) {
      tun.setMtu(mtu);
      if (agreement.ipv4) tun.setIpv4(agreement.ipv4.local, agreement.ipv4.remote);
      tun.up();
      if (agreement.ipv6) tun.addIpv6LinkLocal(agreement.ipv6.local);
      this.#path.link.attachTun(tun);
      this.#mtu = mtu;
      this.#applied = wanted;
    }
    this.#path.link.setNetworks({ ipv4: agreement.ipv4 !== undefined, ipv6: agreement.ipv6 !== undefined });
    return { tun, mtu, changed };
  }

  /** User data stops both ways; the interface stays. */
  suspend(): void {
    this.#path.link.setNetworks({ ipv4: false, ipv6: false });
  }

  /** A router on the way takes no larger packets than this; true when the interface had to shrink. */
  limit(mtu: number): boolean {
    this.#pathMtu = mtu;
    if (!this.#tun || this.#pathMtu >= this.#mtu) return false;
    this.#tun.setMtu(this.#pathMtu);
    this.#mtu = this.#pathMtu;
    return true;
  }

  close(): void {
    if (!this.#path.closed) this.#path.link.attachTun(undefined);
    this.#tun?.close();
    this.#tun = undefined;
  }
}
