/** Messages on the helper's socket: a four-byte big-endian length, then that many bytes of UTF-8 JSON. */

/** Larger than any message either side sends; a longer one is refused before it is read. */
export const maximumMessage = 1_048_576;

const headerLength = 4;

/** The header for a body of `length` bytes. Throws RangeError on one that is too long: our bug. */
export function frameHeader(length: number): Uint8Array {
  if (length === 0 || length > maximumMessage) throw new RangeError(`a message of ${length} bytes`);
  const header = new Uint8Array(headerLength);
  new DataView(header.buffer).setUint32(0, length);
  return header;
}

export type Framed = { readonly messages: readonly Uint8Array[] } | { readonly malformed: string };

/** Cuts a stream into message bodies, however it was split. After `malformed` the stream is not to be read on. */
export class FrameReader {
  readonly #header = new Uint8Array(headerLength);
  #have = 0;
  #body: Uint8Array | undefined;

  push(chunk: Uint8Array): Framed {
    const messages: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#body === undefined) {
        const take = Math.min(headerLength - this.#have, chunk.length - at);
        this.#header.set(chunk.subarray(at, at + take), this.#have);
        this.#have += take;
        at += take;
        if (this.#have < headerLength) break;
        const length = new DataView(this.#header.buffer).getUint32(0);
        if (length === 0) return { malformed: 'an empty message' };
        if (length > maximumMessage) return { malformed: `a message of ${length} bytes` };
        this.#body = new Uint8Array(length);
        this.#have = 0;
      }
      const take = Math.min(this.#body.length - this.#have, chunk.length - at);
      this.#body.set(chunk.subarray(at, at + take), this.#have);
      this.#have += take;
      at += take;
      if (this.#have === this.#body.length) {
        messages.push(this.#body);
        this.#body = undefined;
        this.#have = 0;
      }
    }
    return { messages };
  }
}
