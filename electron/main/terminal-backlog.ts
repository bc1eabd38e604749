/** What each terminal has shown so far, bounded: a page that opens later sees the same. */

const limit = 256 * 1024;

export class TerminalBacklog {
  readonly #chunks = new Map<string, { call: number; chunks: string[]; size: number }>();

  /** Base64, as it came. */
  add(entry: string, call: number, data: string): void {
    const held = this.#chunks.get(entry);
    const now = held?.call === call ? held : { call, chunks: [], size: 0 };
    now.chunks.push(data);
    now.size += sizeOf(data);
    while (now.size > limit) {
      const oldest = now.chunks.shift();
      if (oldest === undefined) break;
      now.size -= sizeOf(oldest);
    }
    this.#chunks.set(entry, now);
  }

  of(entry: string): string[] {
    return [...(this.#chunks.get(entry)?.chunks ?? [])];
  }

  forget(entry: string): void {
    this.#chunks.delete(entry);
  }
}

const sizeOf = (base64: string): number => Buffer.byteLength(base64, 'base64');
