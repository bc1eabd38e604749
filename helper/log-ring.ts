/** The last lines of a call's log, for a viewer that opens late: bounded in lines and in bytes. */
import type { LogRecord } from '../contract/log.ts';

const maximumLines = 2_000;
const maximumBytes = 1_048_576;

const sizeOf = (record: LogRecord) => record.text.length + (record.frame?.information.length ?? 0) + 100;

export class LogRing {
  #records: LogRecord[] = [];
  #first = 0;
  #bytes = 0;

  push(record: LogRecord): void {
    this.#records.push(record);
    this.#bytes += sizeOf(record);
    while (this.#records.length - this.#first > maximumLines || this.#bytes > maximumBytes) {
      const oldest = this.#records[this.#first];
      if (oldest === undefined) break;
      this.#bytes -= sizeOf(oldest);
      this.#first += 1;
    }
    // Shifting in bulk keeps a push cheap.
    if (this.#first > maximumLines) {
      this.#records = this.#records.slice(this.#first);
      this.#first = 0;
    }
  }

  get records(): readonly LogRecord[] {
    return this.#records.slice(this.#first);
  }
}
