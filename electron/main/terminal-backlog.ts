/** What each terminal has shown so far, bounded: a page that opens later sees the same. */

const limit = 256 * 1024;
/** What comes byte by byte is kept in pieces of this size, so that as little is kept for each byte as can be. */
const pieceSize = 4096;

interface Held {
  readonly call: number;
  readonly pieces: Buffer[];
  size: number;
}

export class TerminalBacklog {
  readonly #held = new Map<string, Held>();

  /** Base64, as it came. */
  add(entry: string, call: number, data: string): void {
    const known = this.#held.get(entry);
    const held: Held = known?.call === call ? known : { call, pieces: [], size: 0 };
    const bytes = Buffer.from(data, 'base64');
    const last = held.pieces.at(-1);
    if (last !== undefined && last.length + bytes.length <= pieceSize)
      held.pieces[held.pieces.length - 1] = Buffer.concat([last, bytes]);
    else held.pieces.push(bytes);
    held.size += bytes.length;
    while (held.size > limit) held.size -= held.pieces.shift()?.length ?? held.size;
    this.#held.set(entry, held);
  }

  of(entry: string): string[] {
    return (this.#held.get(entry)?.pieces ?? []).map((piece) => piece.toString('base64'));
  }

  forget(entry: string): void {
    this.#held.delete(entry);
  }
}
