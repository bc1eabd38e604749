/** Watches the data a terminal sends for `+++` between two silences: the way back to command state. */
import type { Clock } from '../clock.ts';

export interface EscapeSettings {
  /** Above 127 nothing is an escape. */
  readonly character: number;
  /** Milliseconds of silence before and after, and less than that between the three. */
  readonly guard: number;
}

export class EscapeDetector {
  private lastByte: number;
  private count = 0;
  private cancelGuard: (() => void) | undefined;
  private readonly clock: Clock;
  private readonly settings: EscapeSettings;
  private readonly escaped: () => void;

  /** `escaped` is called once the second silence has passed. */
  constructor(clock: Clock, settings: EscapeSettings, escaped: () => void) {
    this.clock = clock;
    this.settings = settings;
    this.escaped = escaped;
    this.lastByte = clock.now();
  }

  observe(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.settings.character > 127) return;
    this.cancelGuard?.();
    this.cancelGuard = undefined;
    const now = this.clock.now();
    const silence = now - this.lastByte;
    this.lastByte = now;
    // A silence of the guard's length lets a new escape begin, and breaks one that had begun. No guard: any time will do.
    const silent = silence >= this.settings.guard;
    if (!silent && this.count === 0) return;
    if (silent && this.settings.guard > 0) this.count = 0;
    if (this.count + bytes.length > 3 || bytes.some((byte) => byte !== this.settings.character)) {
      this.count = 0;
      return;
    }
    this.count += bytes.length;
    if (this.count < 3) return;
    this.cancelGuard = this.clock.after(this.settings.guard, () => {
      this.count = 0;
      this.escaped();
    });
  }

  stop(): void {
    this.cancelGuard?.();
    this.cancelGuard = undefined;
  }
}
