/** What a line said in the state interactive: in pieces that fit a message, the latest kept for a terminal that opens late. */

/** The contract's limit for one message. */
const pieceSize = 4096;
const kept = 65_536;

export class TerminalBacklog {
  #pieces: Buffer[] = [];
  #size = 0;

  /** What is kept, base64, in order. */
  get pieces(): readonly string[] {
    return this.#pieces.map((piece) => piece.toString('base64'));
  }

  /** Keeps `bytes` and hands them back as messages carry them. */
  push(bytes: Uint8Array): readonly string[] {
    const fresh: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += pieceSize)
      // A copy: the line's buffer is not ours to keep.
      fresh.push(Buffer.from(bytes.subarray(at, at + pieceSize)));
    for (const piece of fresh) this.#keep(piece);
    this.#size += bytes.length;
    while (this.#size > kept) this.#size -= this.#pieces.shift()?.length ?? this.#size;
    return fresh.map((piece) => piece.toString('base64'));
  }

  /** What comes byte by byte does not become as many messages to one who comes late. */
  #keep(piece: Buffer): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length + piece.length <= pieceSize)
      this.#pieces[this.#pieces.length - 1] = Buffer.concat([last, piece]);
    else this.#pieces.push(piece);
  }

  clear(): void {
    this.#pieces = [];
    this.#size = 0;
  }
}
