/** Lets bytes through no faster than a modem of a given speed would. */
import type { Clock } from '../clock.ts';

/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;
const tick = 10;

export class Pacer {
  /** Bytes lost because the line was full. */
  lost = 0;
  private queue: Uint8Array[] = [];
  private queued = 0;
  private credit = 0;
  private lastTick = 0;
  private cancel: (() => void) | undefined;
  private readonly clock: Clock;
  private readonly bytesPerMs: number;
  private readonly limit: number;
  private readonly out: (bytes: Uint8Array) => void;

  /** Two seconds' worth of bytes may wait, at least 4 KiB; a modem with flow control off loses the rest, too. */
  constructor(clock: Clock, bitsPerSecond: number, out: (bytes: Uint8Array) => void) {
    this.clock = clock;
    this.bytesPerMs = bitsPerSecond / bitsPerByte / 1000;
    this.limit = Math.max(4096, this.bytesPerMs * 2000);
    this.out = out;
  }

  write(bytes: Uint8Array): void {
    const room = Math.max(0, Math.floor(this.limit - this.queued));
    if (bytes.length > room) this.lost += bytes.length - room;
    const taken = bytes.subarray(0, room);
    if (taken.length === 0) return;
    this.queue.push(taken);
    this.queued += taken.length;
    if (this.cancel !== undefined) return;
    this.lastTick = this.clock.now();
    this.credit = 0;
    this.wait();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.queue = [];
    this.queued = 0;
  }

  private wait(): void {
    this.cancel = this.clock.after(tick, () => {
      this.cancel = undefined;
      this.release();
    });
  }

  /** What is due leaves in one piece, once the queue is in order again: the reader may write, or stop us. */
  private release(): void {
    const now = this.clock.now();
    this.credit += (now - this.lastTick) * this.bytesPerMs;
    this.lastTick = now;
    const due: Uint8Array[] = [];
    for (let chunk = this.queue[0]; chunk !== undefined && this.credit >= 1; chunk = this.queue[0]) {
      const part = chunk.subarray(0, Math.floor(this.credit));
      if (part.length === chunk.length) this.queue.shift();
      else this.queue[0] = chunk.subarray(part.length);
      this.queued -= part.length;
      this.credit -= part.length;
      due.push(part);
    }
    if (this.queued > 0) this.wait();
    for (const part of due) this.out(part);
  }
}
