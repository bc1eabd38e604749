/** Logs of ended calls that are being looked at: a few stay open, for a viewer asks for the next lines soon. */
import { CallLogFile } from './call-log-file.ts';

const mostOpen = 4;

interface Reader {
  readonly file: Promise<CallLogFile>;
  users: number;
}

export class LogReaders {
  readonly #pathOf: (log: string) => string;
  /** The one used last at the end. */
  readonly #open = new Map<string, Reader>();

  constructor(pathOf: (log: string) => string) {
    this.#pathOf = pathOf;
  }

  async use<T>(log: string, entry: string, read: (file: CallLogFile) => Promise<T>): Promise<T> {
    const reader = this.#open.get(log) ?? {
      file: CallLogFile.openToRead(this.#pathOf(log), entry),
      users: 0,
    };
    this.#open.delete(log);
    this.#open.set(log, reader);
    reader.users += 1;
    try {
      return await read(await reader.file);
    } catch (error) {
      // It is tried anew next time.
      if (this.#open.get(log) === reader) await this.forget(log);
      throw error;
    } finally {
      reader.users -= 1;
      for (const [each, { users }] of this.#open)
        if (users === 0 && this.#open.size > mostOpen) void this.forget(each);
    }
  }

  async forget(log: string): Promise<void> {
    const reader = this.#open.get(log);
    this.#open.delete(log);
    // What was asked for still comes; then it is closed.
    await reader?.file.then(
      (file) => file.close(),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((log) => this.forget(log)));
  }
}
