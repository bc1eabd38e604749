/** Cuts the TCP stream into control messages, whatever the segments look like (RFC 2637 §2). */
import { claimedLength, longestMessage } from './header.ts';

/** Enough of a header to know the magic cookie and the length. */
const enoughToJudge = 8;
/**
 * Octets that may be skipped, in the whole life of a connection, to find the next message after a peer lost some:
 * a call should survive that. More than this is not PPTP.
 */
const skipLimit = 4 * longestMessage;

export class MessageFramer {
  readonly #buffer = new Uint8Array(2 * longestMessage);
  #used = 0;
  #skipped = 0;
  #synchronised = false;

  /** Octets thrown away so far. */
  get skipped(): number {
    return this.#skipped;
  }

  /**
   * Hands each complete message to `deliver`, as a view that is valid during that call only; `deliver` returns false
   * to stop. Returns why the stream cannot be followed any further, if so.
   */
  push(bytes: Uint8Array, deliver: (message: Uint8Array) => boolean): string | undefined {
    for (let taken = 0; taken < bytes.length;) {
      const piece = bytes.subarray(taken, taken + this.#buffer.length - this.#used);
      this.#buffer.set(piece, this.#used);
      this.#used += piece.length;
      taken += piece.length;
      const outcome = this.#drain(deliver);
      if (outcome !== true) return outcome === false ? undefined : outcome;
    }
    return undefined;
  }

  /** Always leaves less than one message in the buffer, so that the next piece has room. */
  #drain(deliver: (message: Uint8Array) => boolean): boolean | string {
    let at = 0;
    try {
      while (this.#used - at >= enoughToJudge) {
        const length = claimedLength(this.#buffer, at);
        if (typeof length === 'string') {
          // What never began as PPTP is another protocol.
          if (!this.#synchronised || this.#skipped >= skipLimit) return length;
          this.#skipped += 1;
          at += 1;
          continue;
        }
        if (this.#used - at < length) break;
        this.#synchronised = true;
        const message = this.#buffer.subarray(at, at + length);
        at += length;
        if (!deliver(message)) return false;
      }
      return true;
    } finally {
      this.#buffer.copyWithin(0, at, this.#used);
      this.#used -= at;
    }
  }
}
