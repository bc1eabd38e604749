/** A conversation with the helper: requests and answers in the contract's types, events as they come. */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DialFailure } from '../contract/dial-error.ts';
import { frameHeader, FrameReader } from '../contract/framing.ts';
import type { HelperEvent, Request, Response, Verb } from '../contract/helper.ts';
import { helper, helperMessage, helperProtocolVersion, socketName } from '../contract/helper.ts';
import { z } from '../contract/zod.ts';
import { codeOf, failure, textOf } from './errors.ts';
import { processRun } from './process-run.ts';

const helperGone = 834;

interface Pending {
  readonly verb: Verb;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: DialFailure) => void;
}

export class HelperConnection {
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: HelperEvent) => void>();
  readonly #closed: Promise<void>;
  #nextId = 1;
  #run = '';
  #end: DialFailure | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#data(chunk);
    });
    socket.on('error', (error) => {
      this.#fail(failure(helperGone, 'The connection to the helper broke.', textOf(error)));
    });
    this.#closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#fail(failure(helperGone, 'The helper has gone.'));
        resolve();
      });
    });
  }

  /** The helper's life, as no other has or had it; what it counts (calls) means something within one. Known after `hello`. */
  get run(): string {
    return this.#run;
  }

  /** The first request. */
  async hello(program: string): Promise<void> {
    const { pid } = await this.request('hello', { protocol: helperProtocolVersion, program });
    this.#run = await processRun(pid);
  }

  /** Resolves when the connection is over, whoever ended it. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Calls `listener` with every event until the function it returns is called. */
  listen(listener: (event: HelperEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Rejects with a DialFailure. */
  async request<V extends Verb>(verb: V, body: Request<V>): Promise<Response<V>> {
    if (this.#end) throw this.#end;
    const { request, response } = helper.verbs[verb];
    const id = this.#nextId++;
    // Secrets become text here, and nowhere before.
    const message = Buffer.from(JSON.stringify({ id, verb, body: z.encode(request as z.ZodType, body) }));
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { verb, resolve, reject });
    });
    this.#socket.write(Buffer.concat([frameHeader(message.length), message]), () => message.fill(0));
    const parsed = response.safeParse(await answer);
    if (!parsed.success)
      throw failure(635, `The helper's answer to "${verb}" is not valid.`, z.prettifyError(parsed.error));
    return parsed.data as Response<V>;
  }

  close(): void {
    this.#socket.end();
    this.#socket.unref();
  }

  #fail(reason: DialFailure): void {
    this.#end ??= reason;
    for (const { reject } of this.#pending.values()) reject(this.#end);
    this.#pending.clear();
    this.#socket.destroy();
  }

  #data(chunk: Uint8Array): void {
    const framed = this.#reader.push(chunk);
    if ('malformed' in framed) {
      this.#fail(failure(635, 'The helper sent something that makes no sense.', framed.malformed));
      return;
    }
    for (const bytes of framed.messages) {
      try {
        this.#message(JSON.parse(Buffer.from(bytes).toString('utf8')));
      } catch (error) {
        this.#fail(
          error instanceof DialFailure
            ? error
            : failure(635, 'The helper sent something that makes no sense.', textOf(error)),
        );
      }
    }
  }

  #message(json: unknown): void {
    const message = helperMessage.parse(json);
    if ('refused' in message) throw failure(711, 'The helper refused to talk.', message.refused);
    if ('event' in message) {
      const body = helper.events[message.event].parse(message.body);
      // The schema of this very event has just accepted it.
      for (const listener of this.#listeners) listener({ event: message.event, body } as HelperEvent);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if ('error' in message) pending?.reject(new DialFailure(message.error));
    else pending?.resolve(message.result);
  }
}

function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** Undefined when no helper runs. Rejects with a DialFailure (711) when it is not ours to use or of another version. */
export async function connectHelper(
  runtimeDirectory: string,
  program: string,
): Promise<HelperConnection | undefined> {
  let socket: Socket;
  try {
    socket = await open(join(runtimeDirectory, socketName));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    if (code === 'EACCES')
      throw failure(711, 'The helper that is running belongs to another user.', textOf(error));
    throw failure(711, 'The helper could not be reached.', textOf(error));
  }
  const connection = new HelperConnection(socket);
  try {
    await connection.hello(program);
  } catch (error) {
    connection.close();
    // It was just leaving, for want of anything to do.
    if (error instanceof DialFailure && error.error.number === helperGone) return undefined;
    throw error;
  }
  return connection;
}
