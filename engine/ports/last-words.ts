/** Notices a modem's NO CARRIER on a line without a signal for it, while no frames are read: the words, and then silence. */
import type { Clock } from '../../protocol/clock.ts';

/** Milliseconds of silence that make them the modem's last words, and not somebody's text; as in native/link/last_words.h. */
const silence = 300;
const words = /(?:^|[\r\n])NO CARRIER[\r\n]*$/;
const longest = 24;

export class LastWords {
  readonly #clock: Clock;
  readonly #believed: () => void;
  #tail = '';
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, believed: () => void) {
    this.#clock = clock;
    this.#believed = believed;
  }

  heard(bytes: Uint8Array): void {
    this.stop();
    this.#tail = (this.#tail + String.fromCharCode(...bytes.subarray(-longest))).slice(-longest);
    if (words.test(this.#tail)) this.#cancel = this.#clock.after(silence, this.#believed);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
