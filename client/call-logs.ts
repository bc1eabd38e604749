/** The logs of this user's calls: written as lines come from the helper, kept when the call is over, bounded in number and size. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogCall } from '../contract/app.ts';
import type { DialError } from '../contract/dial-error.ts';
import type { HelperEvent } from '../contract/helper.ts';
import type { LogRecord } from '../contract/log.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import { CallLogFile } from './call-log-file.ts';
import type { CallEntry, CallKey } from './call-log-index.ts';
import { CallLogIndex, keyOf } from './call-log-index.ts';
import { defaultCallLogsDirectory } from './config-directory.ts';
import { failure, textOf } from './errors.ts';
import { LogReaders } from './log-readers.ts';
import { ReplayFilter } from './replay-filter.ts';

const usualLimits = { calls: 100, bytes: 268_435_456, linesPerCall: 500_000 } as const;
const fullText = 'The log has become too long: what follows is not kept.';
/** Milliseconds between two tellings that logs have grown. */
const growPause = 100;
/** So many lines are read at a time by whoever reads all. */
const batch = 5_000;
/** What the helper keeps of a call, and may tell again. */
const replayed = 2_000;

export interface CallLogsOptions {
  readonly directory?: string;
  /** The oldest are deleted when there are more; a log that is full says so. */
  readonly limits?: { readonly calls: number; readonly bytes: number; readonly linesPerCall: number };
  /** Whether this entry's calls are to be recorded; asked once a call. */
  readonly wanted?: (entry: string) => boolean;
  /** There are so many lines now; at most ten times a second. */
  readonly grew?: (log: string, total: number) => void;
  /** A call began, ended or was deleted. */
  readonly changed?: () => void;
}

/** A chain that is being dialled: what belongs to it shares one log. */
interface Chain {
  readonly top: string;
  readonly entries: ReadonlySet<string>;
  log?: string;
}

export class CallLogs {
  readonly #options: CallLogsOptions;
  readonly #limits: Required<CallLogsOptions>['limits'];
  readonly #directory: string;
  readonly #index: CallLogIndex;
  /** Those that have not ended. */
  readonly #live = new Map<string, CallLogFile>();
  readonly #readers: LogReaders;
  readonly #chains = new Map<string, Chain>();
  readonly #replay = new ReplayFilter();
  readonly #grown = new Set<string>();
  readonly #closing = new Set<Promise<unknown>>();
  #growTimer: NodeJS.Timeout | undefined;
  #run: string | undefined;

  private constructor(options: CallLogsOptions, directory: string, index: CallLogIndex) {
    this.#options = options;
    this.#limits = options.limits ?? usualLimits;
    this.#directory = directory;
    this.#index = index;
    this.#readers = new LogReaders((log) => this.#path(log));
  }

  /** Rejects with what the operating system says when the directory cannot be used. */
  static async open(options: CallLogsOptions = {}): Promise<CallLogs> {
    const directory = options.directory ?? defaultCallLogsDirectory();
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const index = await CallLogIndex.open(join(directory, 'index.jsonl'));
    const logs = new CallLogs(options, directory, index);
    // Those that had not ended when the program did; `connected` decides what becomes of them.
    for (const { log, entry, startedAt, ended } of index.logs) {
      if (ended !== undefined) continue;
      try {
        logs.#live.set(log, await CallLogFile.open(logs.#path(log), entry));
      } catch {
        // Whoever looks at it is told why. One file that cannot be gone on with does not take the others along.
        index.add({ type: 'ended', log, endedAt: startedAt, lines: 0, bytes: 0 });
      }
    }
    return logs;
  }

  /** The chain that will be dialled next, in any order of legs: its calls share a log, under the name of `top`. */
  dialling(top: string, entries: readonly string[]): void {
    // The one dialled last is asked first.
    this.#chains.delete(top);
    this.#chains.set(top, { top, entries: new Set([...entries, top]) });
  }

  /**
   * To be awaited before the helper is asked for its lines: from now on events are those of this life of a helper
   * (`HelperConnection.run`). What an earlier one was still doing is over; what this one tells again is not written again.
   */
  async connected(run: string): Promise<void> {
    this.#run = run;
    this.#replay.clear();
    for (const call of this.#index.calls.filter(({ over }) => !over))
      if (call.run !== run) await this.#overUnseen(call);
    for (const [log, file] of this.#live) await this.#expectReplay(log, file);
  }

  /** What the helper says is there, after all it had to tell again: calls that are not have ended unseen. */
  async settle(connections: readonly Pick<ConnectionStatus, 'entry' | 'call'>[]): Promise<void> {
    for (const call of this.#index.calls) {
      const there = connections.some((each) => each.entry === call.entry && each.call === call.call);
      if (!call.over && call.run === this.#run && !there) await this.#overUnseen(call);
    }
  }

  /** Lines and ends are kept; anything else does not matter here. */
  event(event: HelperEvent): void {
    const run = this.#run;
    if (run === undefined) return;
    if (event.event === 'log') {
      this.#line({ run, entry: event.body.entry, call: event.body.call }, event.body);
    } else if (event.event === 'ended') {
      const { entry, call, time, error } = event.body;
      this.#over({ run, entry, call }, time, error);
    }
  }

  /** The newest first. */
  list(): LogCall[] {
    return this.#index.logs.toReversed().map(({ log, entry, startedAt, ended }) => ({
      log,
      entry,
      startedAt,
      lines: ended?.lines ?? this.#live.get(log)?.lines ?? 0,
      ...(ended === undefined ? {} : { endedAt: ended.endedAt }),
      ...(ended?.error === undefined ? {} : { error: ended.error }),
    }));
  }

  /** Rejects with a DialFailure (604) when there is no such log, or its file cannot be read. */
  async lines(log: string, from: number, count: number): Promise<{ total: number; records: LogRecord[] }> {
    const { entry } = this.#known(log);
    const live = this.#live.get(log);
    if (live) return { records: await live.read(from, count), total: live.lines };
    try {
      return await this.#readers.use(log, entry, async (file) => ({
        records: await file.read(from, count),
        total: file.lines,
      }));
    } catch (error) {
      throw failure(604, 'The log of this call cannot be read.', textOf(error));
    }
  }

  /** Every line that is there when it begins. Throws as `lines` does. */
  async *records(log: string): AsyncGenerator<LogRecord, void, void> {
    let total = 1;
    for (let from = 0; from < total;) {
      const part = await this.lines(log, from, batch);
      if (from === 0) ({ total } = part);
      // The file may have become shorter meanwhile.
      if (part.records.length === 0) return;
      yield* part.records.slice(0, total - from);
      from += part.records.length;
    }
  }

  /** A call that is going on is recorded no further. Rejects with a DialFailure (604) when there is no such log. */
  async delete(log: string): Promise<void> {
    this.#known(log);
    for (const { run, entry, call, over } of this.#index.callsOf(log))
      if (!over) this.#index.add({ type: 'call', run, entry, call });
    const live = this.#live.get(log);
    this.#live.delete(log);
    await live?.close();
    await this.#forget(log);
    this.#options.changed?.();
  }

  /** Resolves when everything is on disk. Rejects when the disk would not take it. */
  async flush(): Promise<void> {
    await Promise.all([...this.#live.values()].map((file) => file.flush()));
    await Promise.all(this.#closing);
    await this.#index.flush();
  }

  async close(): Promise<void> {
    clearTimeout(this.#growTimer);
    this.#run = undefined;
    const files = [...this.#live.values()];
    this.#live.clear();
    await Promise.all([...files.map((file) => file.close()), ...this.#closing]);
    await this.#readers.close();
    await this.#index.flush();
  }

  #path(log: string): string {
    return join(this.#directory, `${log}.jsonl`);
  }

  #known(log: string) {
    const known = this.#index.log(log);
    if (known === undefined) throw failure(604, 'There is no such log any more.');
    return known;
  }

  #line(key: CallKey, record: LogRecord): void {
    const known = this.#index.call(key);
    // Over, or told again after its log was deleted.
    if (known && (known.over || known.log === undefined)) return;
    const log = known?.log ?? this.#begin(key, record.time);
    const file = log === undefined ? undefined : this.#live.get(log);
    if (log === undefined || file === undefined || this.#replay.knows(keyOf(key), record)) return;
    const { linesPerCall } = this.#limits;
    if (file.lines >= linesPerCall) return;
    const last = file.lines === linesPerCall - 1;
    file.append(last ? { ...record, layer: 'call', text: fullText } : record);
    this.#grew(log);
  }

  /** The log for a call that was not known; undefined where none is wanted. */
  #begin(key: CallKey, time: number): string | undefined {
    const wanted = this.#options.wanted ?? (() => true);
    if (!wanted(key.entry)) {
      this.#index.add({ type: 'call', ...key });
      return undefined;
    }
    const chain = [...this.#chains.values()]
      .reverse()
      .find(({ top, entries }) => entries.has(key.entry) && wanted(top));
    const shared = chain?.log !== undefined && this.#live.has(chain.log) ? chain.log : undefined;
    const log = shared ?? this.#create(chain?.top ?? key.entry, time);
    if (chain) chain.log = log;
    this.#index.add({ type: 'call', ...key, log });
    if (shared === undefined) {
      this.#prune();
      this.#options.changed?.();
    }
    return log;
  }

  #create(entry: string, time: number): string {
    const stamp = new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const log = `${stamp}-${randomBytes(4).toString('hex')}`;
    this.#live.set(log, new CallLogFile(this.#path(log), entry));
    this.#index.add({ type: 'log', log, entry, startedAt: time });
    return log;
  }

  #over(key: CallKey, time: number, error: DialError | undefined): void {
    const known = this.#index.call(key);
    if (known === undefined || known.over) return;
    this.#index.add({ type: 'over', ...key, error });
    const { log } = known;
    if (log === undefined || this.#index.callsOf(log).some(({ over }) => !over)) return;
    this.#finish(log, time);
  }

  /** A call whose end nobody told us: it ended when its last line came, or later. */
  async #overUnseen({ log, run, entry, call }: CallEntry): Promise<void> {
    const file = log === undefined ? undefined : this.#live.get(log);
    const [last] = (await file?.read(file.lines - 1, 1)) ?? [];
    const startedAt = log === undefined ? undefined : this.#index.log(log)?.startedAt;
    this.#over({ run, entry, call }, last?.time ?? startedAt ?? 0, undefined);
  }

  #finish(log: string, endedAt: number): void {
    const file = this.#live.get(log);
    const known = this.#index.log(log);
    if (file === undefined || known === undefined) return;
    this.#live.delete(log);
    const calls = this.#index.callsOf(log);
    // What became of the entry that was wanted counts; without it, why that never came to be.
    const decisive =
      calls.findLast(({ entry }) => entry === known.entry) ?? calls.findLast(({ error }) => error);
    const { lines, bytes } = file;
    this.#index.add({ type: 'ended', log, endedAt, lines, bytes, error: decisive?.error });
    for (const [top, chain] of this.#chains) if (chain.log === log) this.#chains.delete(top);
    const closing = file.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    // `flush` and `close` tell; a log that could not be written is shorter than it says.
    closing.catch(() => undefined);
    this.#prune();
    this.#options.changed?.();
  }

  /** The lines of the calls still open in this log, as many of each as can come again. */
  async #expectReplay(log: string, file: CallLogFile): Promise<void> {
    const open = this.#index.callsOf(log).filter(({ over }) => !over);
    const found = new Map(open.map((call) => [keyOf(call), [] as LogRecord[]]));
    const enough = () => [...found.values()].every(({ length }) => length >= replayed);
    for (let end = file.lines; end > 0 && !enough(); end -= batch) {
      const start = Math.max(0, end - batch);
      for (const record of await file.read(start, end - start))
        for (const { run, entry, call } of open)
          if (record.entry === entry && record.call === call)
            found.get(keyOf({ run, entry, call }))?.push(record);
    }
    for (const [key, records] of found) this.#replay.expect(key, records);
  }

  /** The oldest that have ended go. */
  #prune(): void {
    const sizeOf = (log: string) => this.#index.log(log)?.ended?.bytes ?? this.#live.get(log)?.bytes ?? 0;
    let { length: count } = this.#index.logs;
    let bytes = this.#index.logs.reduce((sum, { log }) => sum + sizeOf(log), 0);
    for (const { log, ended } of this.#index.logs) {
      if (count <= this.#limits.calls && bytes <= this.#limits.bytes) return;
      if (ended === undefined) continue;
      count -= 1;
      bytes -= sizeOf(log);
      void this.#forget(log);
    }
  }

  /** Whoever still reads it reads it to the end: the name goes, the file with the last reader. */
  #forget(log: string): Promise<void> {
    this.#index.add({ type: 'deleted', log });
    rmSync(this.#path(log), { force: true });
    return this.#readers.forget(log);
  }

  #grew(log: string): void {
    this.#grown.add(log);
    this.#growTimer ??= setTimeout(() => {
      this.#growTimer = undefined;
      for (const each of this.#grown) {
        const lines = this.#live.get(each)?.lines ?? this.#index.log(each)?.ended?.lines;
        if (lines !== undefined) this.#options.grew?.(each, lines);
      }
      this.#grown.clear();
    }, growPause);
  }
}
