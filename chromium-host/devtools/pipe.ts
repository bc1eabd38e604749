/** Chromium's DevTools protocol over its two pipes: JSON, one message up to each NUL; answers find their commands by number. */
import type { Readable, Writable } from 'node:stream';
import type { CommandName, Commands, DevToolsEvent } from './commands.ts';
import { isKnownEvent } from './commands.ts';

interface Waiting {
  readonly method: CommandName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Chromium said no to a command. */
export class DevToolsError extends Error {
  override readonly name = 'DevToolsError';
}

/** It is not there any more: the browser, or the page a command was for. Nothing was lost that somebody could still want. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}

/** What Chromium says of a session, a target, a context or a request that has ended since the command was sent. */
const ended =
  /^(?:Session with given id not found|No target with given id|No web contents for the given target|Invalid InterceptionId|Cannot find context|Target closed|Inspected target navigated or closed|Browser window not found|Invalid state for continueInterceptedRequest)/;

export class DevToolsPipe {
  readonly #out: Writable;
  readonly #heard: (event: DevToolsEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  #rest: Buffer[] = [];
  #last = 0;
  #ended = false;

  constructor(out: Writable, input: Readable, heard: (event: DevToolsEvent) => void) {
    this.#out = out;
    this.#heard = heard;
    // A pipe that breaks is Chromium's end; whoever holds the process tells of that.
    out.on('error', () => this.end());
    input.on('error', () => this.end());
    input.on('end', () => this.end());
    input.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  send<C extends CommandName>(
    method: C,
    params: Commands[C]['params'],
    session?: string,
  ): Promise<Commands[C]['result']> {
    if (this.#ended) return Promise.reject(new GoneError(`${method}: Chromium is gone`));
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {
        method,
        resolve: (result) => resolve(result as Commands[C]['result']),
        reject,
      });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
    });
  }

  /** Whatever still waits for an answer gets none. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { method, reject } of this.#waiting.values()) {
      reject(new GoneError(`${method}: Chromium is gone`));
    }
    this.#waiting.clear();
  }

  #take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      this.#rest.push(chunk.subarray(from, end));
      const text = Buffer.concat(this.#rest).toString('utf8');
      this.#rest = [];
      from = end + 1;
      try {
        this.#message(JSON.parse(text) as Message);
      } catch (error) {
        // Still thrown, but not past the messages that have come with it.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
  }

  #message({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) {
      if (method === undefined || !isKnownEvent(method)) return;
      this.#heard({ method, params, session: sessionId } as DevToolsEvent);
      return;
    }
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result ?? {});
    else {
      const Kind = ended.test(error.message) ? GoneError : DevToolsError;
      waiting.reject(new Kind(`${waiting.method}: ${error.message}`));
    }
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}
