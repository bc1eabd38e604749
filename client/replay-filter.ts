/** Recognises the lines that the helper tells again after a new connection to it: those of a call that are written already. */
import type { LogRecord } from '../contract/log.ts';

export class ReplayFilter {
  /** By call: how often each line is known. */
  readonly #known = new Map<string, Map<string, number>>();

  /** What is already written of this call, its last lines at least. */
  expect(call: string, records: readonly LogRecord[]): void {
    const lines = new Map<string, number>();
    for (const record of records) {
      const line = JSON.stringify(record);
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
    this.#known.set(call, lines);
  }

  /** True for a line told again. They come in their order, so that after the first new one all are new. */
  knows(call: string, record: LogRecord): boolean {
    const lines = this.#known.get(call);
    if (lines === undefined) return false;
    const line = JSON.stringify(record);
    const times = lines.get(line) ?? 0;
    if (times === 0) this.#known.delete(call);
    else lines.set(line, times - 1);
    return times > 0;
  }

  clear(): void {
    this.#known.clear();
  }
}
