/** Which logs there are and which calls they are of: a small file, a line an event, written anew when it is opened. */
import { appendFile, readFile } from 'node:fs/promises';
import { dialError } from '../contract/dial-error.ts';
import type { DialError } from '../contract/dial-error.ts';
import { moment } from '../contract/log.ts';
import { z } from '../contract/zod.ts';
import { atomicWrite } from './atomic-write.ts';
import { codeOf } from './errors.ts';

/** Names of files: made here, never from what a user or a server wrote. */
export const logName = z.string().regex(/^\d{8}T\d{6}-[0-9a-f]{8}$/);

const callKey = z.strictObject({
  /** The helper's life, and the call within it. */
  run: z.string().max(256),
  entry: z.string().max(256),
  call: z.int(),
});
export type CallKey = z.infer<typeof callKey>;

const indexLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('log'),
    log: logName,
    entry: z.string().max(256),
    startedAt: moment,
  }),
  /** A call whose lines go to this log; absent: to none. */
  z.strictObject({ type: z.literal('call'), log: logName.optional(), ...callKey.shape }),
  z.strictObject({ type: z.literal('over'), ...callKey.shape, error: dialError.optional() }),
  z.strictObject({
    type: z.literal('ended'),
    log: logName,
    endedAt: moment,
    lines: z.int().min(0),
    bytes: z.int().min(0),
    error: dialError.optional(),
  }),
  z.strictObject({ type: z.literal('deleted'), log: logName }),
]);
type IndexLine = z.infer<typeof indexLine>;

export interface LogEntry {
  readonly log: string;
  readonly entry: string;
  readonly startedAt: number;
  readonly ended?: {
    readonly endedAt: number;
    readonly lines: number;
    readonly bytes: number;
    readonly error?: DialError | undefined;
  };
}

export interface CallEntry extends CallKey {
  readonly log?: string | undefined;
  readonly over: boolean;
  /** With over: why; absent: it was hung up. */
  readonly error?: DialError | undefined;
}

export const keyOf = ({ run, entry, call }: CallKey): string => JSON.stringify([run, entry, call]);

export class CallLogIndex {
  readonly #path: string;
  readonly #logs = new Map<string, LogEntry>();
  readonly #calls = new Map<string, CallEntry>();
  #writes: Promise<unknown> = Promise.resolve();
  #broken: unknown;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Lines that make no sense, a torn last one first of all, are passed over. */
  static async open(path: string): Promise<CallLogIndex> {
    const index = new CallLogIndex(path);
    let text = '';
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    for (const line of text.split('\n')) {
      const parsed = indexLine.safeParse(jsonOf(line));
      if (parsed.success) index.#apply(parsed.data);
    }
    index.#forgetOldCalls();
    await atomicWrite(path, index.#text());
    return index;
  }

  /** Oldest first. */
  get logs(): readonly LogEntry[] {
    return [...this.#logs.values()];
  }

  get calls(): readonly CallEntry[] {
    return [...this.#calls.values()];
  }

  log(name: string): LogEntry | undefined {
    return this.#logs.get(name);
  }

  call(key: CallKey): CallEntry | undefined {
    return this.#calls.get(keyOf(key));
  }

  callsOf(name: string): readonly CallEntry[] {
    return this.calls.filter(({ log }) => log === name);
  }

  add(line: IndexLine): void {
    this.#apply(line);
    this.#writes = this.#writes
      .then(() => appendFile(this.#path, `${JSON.stringify(line)}\n`, { mode: 0o600 }))
      .catch((error: unknown) => {
        this.#broken = error;
      });
  }

  /** Rejects when the disk would not take it. */
  async flush(): Promise<void> {
    await this.#writes;
    if (this.#broken !== undefined) throw this.#broken as Error;
  }

  #apply(line: IndexLine): void {
    switch (line.type) {
      case 'log':
        this.#logs.set(line.log, { log: line.log, entry: line.entry, startedAt: line.startedAt });
        return;
      case 'call': {
        const { log, run, entry, call } = line;
        this.#calls.set(keyOf(line), { log, run, entry, call, over: false });
        return;
      }
      case 'over': {
        const call = this.#calls.get(keyOf(line));
        if (call) this.#calls.set(keyOf(line), { ...call, over: true, error: line.error });
        return;
      }
      case 'ended': {
        const { log, endedAt, lines, bytes, error } = line;
        const known = this.#logs.get(log);
        if (known) this.#logs.set(log, { ...known, ended: { endedAt, lines, bytes, error } });
        return;
      }
      case 'deleted':
        this.#logs.delete(line.log);
    }
  }

  /** A helper may tell its calls again as long as it lives; those of the helpers before the last one never come back. */
  #forgetOldCalls(): void {
    const last = this.calls.at(-1)?.run;
    for (const [key, { run, over }] of this.#calls) if (run !== last && over) this.#calls.delete(key);
  }

  #text(): string {
    const lines: IndexLine[] = [];
    for (const { log, entry, startedAt } of this.#logs.values())
      lines.push({ type: 'log', log, entry, startedAt });
    for (const { over, error, log, ...key } of this.#calls.values()) {
      const kept = log !== undefined && this.#logs.has(log);
      lines.push({ type: 'call', ...key, ...(kept ? { log } : {}) });
      if (over) lines.push({ type: 'over', ...key, error });
    }
    for (const { log, ended } of this.#logs.values()) if (ended) lines.push({ type: 'ended', log, ...ended });
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
