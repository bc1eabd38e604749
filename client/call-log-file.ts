/** One call's log on disk, a record a line: appended to in batches, and read from any line on without reading what is before. */
import { close, constants, ftruncate, openSync, read, write } from 'node:fs';
import { promisify } from 'node:util';
import type { LogRecord } from '../contract/log.ts';
import { logRecord } from '../contract/log.ts';

/** The place of every so many lines is remembered. */
const stride = 256;
const chunkSize = 262_144;
const newline = 0x0a;
/** Nobody wrote a longer line: the helper's messages end there. */
const longestLine = 1_048_576;
/** Of lines that are asked for at a time so many bytes come; there is always one line. */
const mostBytes = 16_777_216;

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

  /** A new file, or one to look at only. Throws what the operating system says. `entry` is for lines that cannot be read. */
  constructor(path: string, entry: string, use: 'write' | 'read' = 'write') {
    const { O_RDWR, O_RDONLY, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
    // What is no file must not keep its reader waiting.
    const common = O_NOFOLLOW | O_NONBLOCK;
    this.#fd = openSync(path, common | (use === 'write' ? O_RDWR | O_CREAT : O_RDONLY), 0o600);
    this.#entry = entry;
  }

  /** One that may be there already, to go on with; a last line that was torn off is dropped. */
  static async open(path: string, entry: string): Promise<CallLogFile> {
    return await CallLogFile.#opened(new CallLogFile(path, entry), true);
  }

  /** One that is complete: it is not touched, and a last line that was torn off is not shown. */
  static async openToRead(path: string, entry: string): Promise<CallLogFile> {
    return await CallLogFile.#opened(new CallLogFile(path, entry, 'read'), false);
  }

  static async #opened(file: CallLogFile, mend: boolean): Promise<CallLogFile> {
    try {
      const end = await file.#scan();
      if (mend && end > file.#size) await truncate(file.#fd, file.#size);
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

  /** Lines `from` (0 is the first) on, at most `count`; fewer where they are long. */
  async read(from: number, count: number): Promise<LogRecord[]> {
    if (this.#closed) throw new Error('the log is closed');
    if (from >= this.#lines || count <= 0) return [];
    const first = Math.floor(from / stride);
    const start = this.#places[first] ?? 0;
    const end = this.#places[Math.ceil((from + count) / stride)] ?? this.#size;
    const texts = await this.#texts(start, end, from - first * stride, count);
    return texts.map((text) => this.#record(text));
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

  async #texts(start: number, end: number, skipped: number, count: number): Promise<string[]> {
    const reading = this.flush().then(() => this.#cut(start, end, skipped, count));
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  /** Between two places, `count` lines after the first few; what is too long for a line is empty. */
  async #cut(start: number, end: number, skipped: number, count: number): Promise<string[]> {
    const texts: string[] = [];
    const chunk = Buffer.alloc(Math.min(chunkSize, end - start));
    let begun: Buffer[] = [];
    let length = 0;
    let seen = 0;
    let taken = 0;
    for (let at = start; at < end;) {
      const { bytesRead } = await readAt(this.#fd, chunk, 0, Math.min(chunk.length, end - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const bytes = chunk.subarray(0, bytesRead);
      for (let from = 0; from < bytesRead;) {
        const stop = bytes.indexOf(newline, from);
        const piece = bytes.subarray(from, stop < 0 ? bytesRead : stop);
        from += piece.length + (stop < 0 ? 0 : 1);
        length += piece.length;
        const wanted = seen >= skipped && length <= longestLine;
        if (stop < 0) {
          // The chunk is used again.
          begun = wanted ? [...begun, Buffer.from(piece)] : [];
          continue;
        }
        if (seen >= skipped) {
          const whole = begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
          texts.push(wanted ? whole.toString('utf8') : '');
          taken += wanted ? length : 0;
          if (texts.length === count || taken > mostBytes) return texts;
        }
        seen += 1;
        begun = [];
        length = 0;
      }
    }
    return texts;
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

  /** Where the file ends, its last line whole or not. */
  async #scan(): Promise<number> {
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
    this.#written = this.#size;
    return at;
  }
}
