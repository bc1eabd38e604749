/** Boots User-Mode Linux guests with real pppd, pptpd and pptp-linux in them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface GuestOptions {
  readonly init: 'isp-init' | 'client-init';
  /** Slave paths of the ptys behind ttyS0, ttyS1, … */
  readonly lines?: readonly string[];
  /** Words KEY=VALUE for the init. */
  readonly words?: Readonly<Record<string, string>>;
  /** Joins this tap device as vec0. */
  readonly tap?: string;
  /** Wraps the command, e.g. to run in a namespace. */
  readonly through?: (program: string, args: readonly string[]) => ChildProcess;
  /** The guest is ended after so many seconds whatever happens. */
  readonly seconds?: number;
}

export class Guest {
  readonly #process: ChildProcess;
  #output = '';
  readonly #waiting = new Set<() => void>();

  constructor(options: GuestOptions) {
    const words = Object.entries(options.words ?? {}).map(([key, value]) => `${key}=${value}`);
    const args = [
      options.init,
      String(options.seconds ?? 300),
      ...(options.lines ?? []).map((path, i) => `ssl${i}=tty:${path}`),
      ...(options.tap === undefined ? [] : [`vec0:transport=tap,ifname=${options.tap},depth=128,gro=1`]),
      ...words,
    ];
    const boot = join(import.meta.dirname, 'guest/boot');
    this.#process = options.through?.(boot, args) ?? spawn(boot, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (chunk: Buffer): void => {
      this.#output += chunk.toString('latin1');
      for (const wake of [...this.#waiting]) wake();
    };
    this.#process.stdout?.on('data', take);
    this.#process.stderr?.on('data', take);
    this.#process.on('close', () => {
      for (const wake of [...this.#waiting]) wake();
    });
  }

  /** Everything the guest printed so far: its console, pppd's and pptpd's logs. */
  get output(): string {
    return this.#output;
  }

  /** A place in the output, to look only at what comes after. */
  mark(): number {
    return this.#output.length;
  }

  /** Waits until the output after `from` matches; fails when the guest ends first or after `limit` ms. */
  async printed(pattern: RegExp, from = 0, limit = 60_000): Promise<RegExpExecArray> {
    const deadline = performance.now() + limit;
    for (;;) {
      const match = pattern.exec(this.#output.slice(from));
      if (match) return match;
      const left = deadline - performance.now();
      if (this.#process.exitCode !== null || left <= 0) {
        throw new Error(`the guest never printed ${String(pattern)}; it said:\n${this.#output.slice(-4000)}`);
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.#waiting.add(wake);
      });
    }
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL'); // the guest's processes share a PID namespace that goes with it
    await closed;
  }
}
