/** The calls' logs: fed with what the helper tells, read by the viewer, saved where the user says. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import { failure, logCapture, logText, textOf } from '../../client/index.ts';
import type { CallLogs } from '../../client/index.ts';
import type { CallResponse, HeldRequest } from '../../contract/app.ts';
import type { HelperEvent } from '../../contract/helper.ts';
import type { ConnectionStatus } from '../../contract/status.ts';

type TextStyle = HeldRequest<'saveLogText'>['style'];
type Filter = HeldRequest<'saveLogText'>['filter'];

export interface LogServiceHost {
  /** Rejects with a DialFailure where there is no place for logs. */
  readonly logs: Promise<CallLogs>;
  report(what: string, error?: unknown): void;
}

/** Asks where, in front of the window that asked. */
export type AskWhere = (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;

const styleNames: Readonly<Record<TextStyle, string>> = {
  plain: 'log',
  modemlog: 'MODEMLOG',
  ppplog: 'PPPLOG',
};

export class LogService {
  readonly #host: LogServiceHost;
  #logs: CallLogs | undefined;
  /** What was told last of why a line is not kept: a full disk is news once, not with each line. */
  #told = '';

  constructor(host: LogServiceHost) {
    this.#host = host;
    host.logs.then(
      (logs) => {
        this.#logs = logs;
      },
      (error: unknown) => {
        host.report('calls are not recorded', error);
      },
    );
  }

  /** A helper is there, in this life of it: before it is asked for its lines. */
  async meet(run: string): Promise<void> {
    await this.#attempt((logs) => logs.connected(run));
  }

  /** It has told its lines, and these are its connections. */
  async settle(connections: readonly ConnectionStatus[]): Promise<void> {
    await this.#attempt((logs) => logs.settle(connections));
  }

  /** What is dialled together shares a log. */
  dialling(top: string, chain: readonly string[]): void {
    this.#logs?.dialling(top, chain);
  }

  event(event: HelperEvent): void {
    try {
      this.#logs?.event(event);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : textOf(error);
      if (why !== this.#told) this.#host.report('a call is not recorded', error);
      this.#told = why;
    }
  }

  async calls(): Promise<CallResponse<'logCalls'>['calls']> {
    return (await this.#host.logs).list();
  }

  async lines(log: string, from: number, count: number): Promise<CallResponse<'logLines'>> {
    return (await this.#host.logs).lines(log, from, count);
  }

  async delete(log: string): Promise<void> {
    await (await this.#host.logs).delete(log);
  }

  async saveText(ask: AskWhere, log: string, style: TextStyle, filter: Filter): Promise<{ path?: string }> {
    const logs = await this.#host.logs;
    const name = `${nameOf(logs, log)} ${styleNames[style]}.txt`;
    const filters = [{ name: 'Text', extensions: ['txt', 'log'] }];
    return this.#save(ask, { title: 'Save As', defaultPath: name, filters }, () =>
      logText(logs.records(log), style, filter),
    );
  }

  async saveCapture(ask: AskWhere, log: string): Promise<{ path?: string }> {
    const logs = await this.#host.logs;
    const filters = [{ name: 'Packet capture', extensions: ['pcapng'] }];
    const options = { title: 'Save capture', defaultPath: `${nameOf(logs, log)}.pcapng`, filters };
    return this.#save(ask, options, () => logCapture(logs.records(log)));
  }

  /** Everything is on disk that could be brought there; what could not is told, and keeps nobody from ending. */
  async close(): Promise<void> {
    const logs = await this.#host.logs.catch(() => undefined);
    try {
      await logs?.close();
    } catch (error) {
      this.#host.report('not every line of the logs was kept', error);
    }
  }

  /** Recording goes beside the calls: when it fails, they go on. */
  async #attempt(act: (logs: CallLogs) => Promise<void>): Promise<void> {
    const logs = await this.#host.logs.catch(() => undefined);
    try {
      if (logs) await act(logs);
    } catch (error) {
      this.#host.report('calls are not recorded as they should be', error);
    }
  }

  async #save(
    ask: AskWhere,
    options: SaveDialogOptions,
    content: () => AsyncIterable<string | Uint8Array>,
  ): Promise<{ path?: string }> {
    const { canceled, filePath } = await ask({
      ...options,
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (canceled || filePath === '') return {};
    await writeWhole(filePath, content());
    return { path: filePath };
  }
}

function nameOf(logs: CallLogs, log: string): string {
  const known = logs.list().find((each) => each.log === log);
  if (!known) throw failure(604, 'There is no such log any more.');
  const day = new Date(known.startedAt).toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
  return `${fileName(known.entry)} ${day}`;
}

/** So many characters of an entry's name, whose bytes with all that is added are still a file's name. */
const longestName = 50;

/** An entry's name may hold what a file's may not, or should not: marks that turn text around, or a dot that hides it. */
const fileName = (entry: string): string =>
  Array.from(entry.replaceAll(/[/\0]|\p{Bidi_Control}/gu, '-').replace(/^\.+/, '-'))
    .slice(0, longestName)
    .join('');

/** All of it or nothing: what a failure interrupts leaves no half a file. Readable by the user alone. */
async function writeWhole(path: string, content: AsyncIterable<string | Uint8Array>): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw failure(604, `${path} could not be written.`, textOf(error));
  }
}
