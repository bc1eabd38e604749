/** One call's log on disk, a record a line: appended to in batches, and read from any line on without reading what is before. */
import { close, constants, ftruncate, openSync, read, write } from 'node:fs';
import { promisify } from 'node:util';
import type { LogRecord } from '../contract/log.ts';
import { logRecord } from '../contract/log.ts';

/** The place of every so many lines is remembered. */
const stride = 256;
const chunkSize = 262_144;
const newline = 0x0a;

const [readAt, writeAt, truncate, closeFile] = [
  promisify(read),
  promisify(write),
  promisify(ftruncate),
  promisify(close),
];

/** What stands where a line makes no sense, so that the lines after it keep their numbers. */
const unreadable = (entry: string): LogRecord => ({
  time: 0,
  entry,
  call: 0,
  leg: 'isp',
  layer: 'call',
  text: '(this line of the log cannot be read)',
});

export class CallLogFile {
  readonly #fd: number;
  readonly #entry: string;
  /** Where lines 0, stride, 2 stride … begin. */
  readonly #places: number[] = [0];
  readonly #reads = new Set<Promise<unknown>>();
  #lines = 0;
  #size = 0;
  /** How far the file really goes. */
  #written = 0;
  #pending: Buffer[] = [];
  #writing: Promise<void> | undefined;
  #broken: unknown;
  #closed = false;

  /** A new file. Throws what the operating system says. `entry` is only for lines that cannot be read. */
  constructor(path: string, entry: string) {
    const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
    this.#fd = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
    this.#entry = entry;
  }

  /** One that may be there already; a last line that was torn off is dropped. */
  static async open(path: string, entry: string): Promise<CallLogFile> {
    const file = new CallLogFile(path, entry);
    try {
      await file.#scan();
    } catch (error) {
      await closeFile(file.#fd);
      throw error;
    }
    return file;
  }

  /** Those not yet on disk included. */
  get lines(): number {
    return this.#lines;
  }

  get bytes(): number {
    return this.#size;
  }

  append(record: LogRecord): void {
    if (this.#broken !== undefined || this.#closed) return;
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    this.#pending.push(line);
    this.#counted(line.length);
    this.#writing ??= this.#write();
  }

  /** Resolves when everything appended so far is in the file. Rejects when the disk would not take it. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#broken !== undefined) throw this.#broken as Error;
  }

  /** Lines `from` (0 is the first) on, at most `count`. */
  async read(from: number, count: number): Promise<LogRecord[]> {
    if (this.#closed) throw new Error('the log is closed');
    if (from >= this.#lines || count <= 0) return [];
    const first = Math.floor(from / stride);
    const start = this.#places[first] ?? 0;
    const end = this.#places[Math.ceil((from + count) / stride)] ?? this.#size;
    const bytes = await this.#bytes(start, end);
    const texts = bytes.toString('utf8').split('\n').slice(0, -1);
    const skipped = from - first * stride;
    return texts.slice(skipped, skipped + count).map((text) => this.#record(text));
  }

  /** What was asked for before still comes. */
  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.flush();
    } finally {
      await Promise.allSettled(this.#reads);
      await closeFile(this.#fd);
    }
  }

  #counted(length: number): void {
    this.#size += length;
    this.#lines += 1;
    if (this.#lines % stride === 0) this.#places.push(this.#size);
  }

  #record(text: string): LogRecord {
    try {
      return logRecord.parse(JSON.parse(text));
    } catch {
      return unreadable(this.#entry);
    }
  }

  async #bytes(start: number, end: number): Promise<Buffer> {
    const reading = this.flush().then(async () => {
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await readAt(this.#fd, bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    });
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  /** What is appended while a batch is being written makes the next. */
  async #write(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const batch = Buffer.concat(this.#pending);
        this.#pending = [];
        for (let at = 0; at < batch.length;) {
          const { bytesWritten } = await writeAt(this.#fd, batch, at, batch.length - at, this.#written);
          at += bytesWritten;
          this.#written += bytesWritten;
        }
      }
    } catch (error) {
      // Lines are missing now, and the places of those after them would not be true: no more are taken.
      this.#broken = error;
      this.#pending = [];
    } finally {
      this.#writing = undefined;
    }
  }

  async #scan(): Promise<void> {
    const chunk = Buffer.alloc(chunkSize);
    let start = 0;
    let at = 0;
    for (;;) {
      const { bytesRead } = await readAt(this.#fd, chunk, 0, chunk.length, at);
      if (bytesRead === 0) break;
      const bytes = chunk.subarray(0, bytesRead);
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, end + 1)) {
        this.#counted(at + end + 1 - start);
        start = at + end + 1;
      }
      at += bytesRead;
    }
    if (at > this.#size) await truncate(this.#fd, this.#size);
    this.#written = this.#size;
  }
}
