/** One named field of a frame, where it lies and what is wrong with it; and the reader that makes a list of them. */
import { hex, u16, u32, u8 } from '../../protocol/bytes.ts';

export interface Field {
  readonly label: string;
  readonly value: string;
  /** Bytes of the information field. */
  readonly offset: number;
  readonly length: number;
  readonly children: readonly Field[];
  /** Why these bytes are not what they should be. */
  readonly problem?: string;
}

const readers = { 1: u8, 2: u16, 4: u32 } as const;
/** As much of a long run of bytes as a value shows; the hex dump has the rest. */
const shownBytes = 24;

export function shortHex(bytes: Uint8Array): string {
  return bytes.length <= shownBytes ? hex(bytes) : `${hex(bytes.subarray(0, shownBytes))}…`;
}

/** Takes fields off the front of some bytes. Running out of them is a field with a problem, never an exception. */
export class FieldReader {
  readonly #fields: Field[] = [];
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = end;
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  /** The next `size` bytes, or fewer, without taking them. */
  peek(size: number): Uint8Array {
    return this.#bytes.subarray(this.#at, Math.min(this.#end, this.#at + size));
  }

  /** A big-endian number; undefined: its bytes are not there. */
  number(label: string, size: 1 | 2 | 4, words: (value: number) => string = String): number | undefined {
    if (this.left < size) {
      this.#cutOff(label, size);
      return undefined;
    }
    const value = readers[size](this.#bytes, this.#at);
    this.#take({ label, value: words(value), length: size });
    return value;
  }

  /** So many bytes, shown as `words` makes them. */
  bytes(
    label: string,
    size: number,
    words: (bytes: Uint8Array) => string = shortHex,
  ): Uint8Array | undefined {
    if (this.left < size) {
      this.#cutOff(label, size);
      return undefined;
    }
    const bytes = this.peek(size);
    this.#take({ label, value: words(bytes), length: size });
    return bytes;
  }

  /** What is left, if anything is. */
  rest(label: string, words?: (bytes: Uint8Array) => string): void {
    if (this.left > 0) this.bytes(label, this.left, words);
  }

  /** A field made of the next `size` bytes, or as many as there are; `read` takes them apart and says what they mean. */
  group(label: string, size: number, read: (inside: FieldReader) => string, problem?: string): void {
    const length = Math.min(size, this.left);
    const inside = new FieldReader(this.#bytes, this.#at, this.#at + length);
    const value = read(inside);
    const short = size > length ? `cut off: ${size} bytes expected, ${length} there` : undefined;
    const wrong = problem ?? short;
    this.#take({
      label,
      value,
      length,
      children: inside.fields,
      ...(wrong !== undefined && { problem: wrong }),
    });
  }

  /** What is left makes no sense here, and why. */
  problem(label: string, problem: string): void {
    const { left } = this;
    this.#take({ label, value: `${left} bytes`, length: left, problem });
  }

  #cutOff(label: string, size: number): void {
    const { left } = this;
    const problem = `cut off: ${size} ${size === 1 ? 'byte' : 'bytes'} expected, ${left} there`;
    this.#take({ label, value: left === 0 ? '' : shortHex(this.peek(left)), length: left, problem });
  }

  #take(field: Omit<Field, 'offset' | 'children'> & { readonly children?: readonly Field[] }): void {
    this.#fields.push({ children: [], ...field, offset: this.#at });
    this.#at += field.length;
  }
}
