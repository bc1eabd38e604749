/** Who may still come in: limits on control connections that have not led to a logged-on caller. */

/** Control connections without a caller, together and from one address; many users may share one behind a translator. */
const waitingInAll = 64;
const waitingFromOne = 8;

export interface Admitted {
  /** It has a logged-on caller: it counts no more. */
  settle(): void;
  /** It is gone. Idempotent, as `settle` is. */
  leave(): void;
}

export class Admission {
  readonly #waiting = new Map<string, number>();
  #total = 0;

  /** Undefined: too many are waiting already. */
  admit(peer: string): Admitted | undefined {
    const fromPeer = this.#waiting.get(peer) ?? 0;
    if (this.#total >= waitingInAll || fromPeer >= waitingFromOne) return undefined;
    this.#waiting.set(peer, fromPeer + 1);
    this.#total += 1;
    let counted = true;
    const release = (): void => {
      if (!counted) return;
      counted = false;
      this.#forget(peer);
    };
    return { settle: release, leave: release };
  }

  #forget(peer: string): void {
    this.#total -= 1;
    const left = (this.#waiting.get(peer) ?? 1) - 1;
    if (left === 0) this.#waiting.delete(peer);
    else this.#waiting.set(peer, left);
  }
}
