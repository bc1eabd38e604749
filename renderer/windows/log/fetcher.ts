/** Fetches a log chunk by chunk, one request at a time, as far as it has grown. */
import type { CallResponse } from '../../../contract/app.ts';

/** Small enough that a chunk is taken in between two frames of the screen. */
export const chunkSize = 5_000;

type Chunk = CallResponse<'logLines'>;

export interface FetcherHost {
  fetch(from: number, count: number): Promise<Chunk>;
  loaded(from: number, chunk: Chunk): void;
  failed(thrown: unknown): void;
}

export class LogFetcher {
  readonly #host: FetcherHost;
  #have = 0;
  /** Until the first answer nobody knows. */
  #total = 1;
  #paused = false;
  #closed = false;
  #running = false;

  constructor(host: FetcherHost) {
    this.#host = host;
  }

  /** Begins, or goes on after a failure. */
  start(): void {
    if (!this.#running) void this.#run();
  }

  grew(total: number): void {
    this.#total = Math.max(this.#total, total);
    this.start();
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    if (!paused) this.start();
  }

  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (!this.#closed && !this.#paused && this.#have < this.#total) await this.#next();
    } catch (thrown) {
      if (!this.#closed) this.#host.failed(thrown);
    } finally {
      this.#running = false;
    }
  }

  async #next(): Promise<void> {
    const from = this.#have;
    const chunk = await this.#host.fetch(from, chunkSize);
    if (this.#closed) return;
    this.#have += chunk.records.length;
    // An answer without lines says that there are none, whatever was said before.
    this.#total = chunk.records.length === 0 ? this.#have : Math.max(this.#total, chunk.total);
    this.#host.loaded(from, chunk);
  }
}
