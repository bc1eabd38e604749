/**
 * Seven data bits with parity, on a line that carries eight without: the eighth is then the parity. Login prompts of old
 * mainframes spoke so; PPP itself needs all eight.
 */
import type { Parity, PortSetting } from './script-types.ts';

export class LineCoding {
  #dataBits = 8;
  #stopBits = 1;
  #parity: Parity = 'none';

  set({ name, value }: PortSetting): void {
    if (name === 'parity') this.#parity = value;
    else if (name === 'databits') this.#dataBits = value;
    else this.#stopBits = value;
  }

  /** What is asked for and cannot be had; undefined when all is well. */
  get problem(): string | undefined {
    const plain = this.#dataBits === 8 && this.#parity === 'none';
    // Without parity a second stop bit takes its place.
    const seven = this.#dataBits === 7 && (this.#parity !== 'none' || this.#stopBits === 2);
    if (plain || seven) return undefined;
    return `${this.#dataBits} data bits, parity ${this.#parity}, ${this.#stopBits} stop bits`;
  }

  encode(bytes: Uint8Array): Uint8Array {
    return this.#dataBits === 8 ? bytes : bytes.map((byte) => (byte & 0x7f) | (this.#eighth(byte) << 7));
  }

  decode(bytes: Uint8Array): Uint8Array {
    return this.#dataBits === 8 ? bytes : bytes.map((byte) => byte & 0x7f);
  }

  #eighth(byte: number): 0 | 1 {
    let odd: 0 | 1 = 0;
    for (let bits = byte & 0x7f; bits !== 0; bits &= bits - 1) odd = odd === 0 ? 1 : 0;
    switch (this.#parity) {
      case 'even':
        return odd;
      case 'odd':
        return odd === 0 ? 1 : 0;
      case 'space':
        return 0;
      case 'mark':
      case 'none':
        return 1;
    }
  }
}
