/** A range of addresses lent to callers, each again only after all the others have had their turn. */

export class AddressPool {
  private readonly prefix: string;
  private readonly free: number[];
  private readonly lent = new Set<number>();

  /** `prefix` is the first three octets; `first` and `last` bound the fourth. */
  constructor(prefix: string, first: number, last: number) {
    this.prefix = prefix;
    this.free = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  allocate(): string | undefined {
    const host = this.free.shift();
    if (host === undefined) return undefined;
    this.lent.add(host);
    return `${this.prefix}.${host}`;
  }

  /** Ignores what it has not lent. */
  release(address: string): void {
    const host = Number(address.slice(this.prefix.length + 1));
    if (address.startsWith(`${this.prefix}.`) && this.lent.delete(host)) this.free.push(host);
  }
}
