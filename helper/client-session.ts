/** One client on the socket: its hello, its requests, each checked against the contract, and what it is subscribed to. */
import type { Socket } from 'node:net';
import type { DialError } from '../contract/dial-error.ts';
import { DialFailure } from '../contract/dial-error.ts';
import { FrameReader } from '../contract/framing.ts';
import type { HelperEvent, Request, Response, Verb } from '../contract/helper.ts';
import { helper, helperProtocolVersion, requestMessage } from '../contract/helper.ts';
import { z } from '../contract/zod.ts';
import type { Clock, Credentials } from '../engine/call-types.ts';
import { TokenBucket } from '../engine/token-bucket.ts';
import type { Dialer } from './dialer.ts';
import { Outbox } from './outbox.ts';
import { version } from '../contract/version.ts';

export interface ClientHost {
  readonly dialer: Dialer;
  readonly clock: Clock;
  /** Its subscription has changed, or it is gone. */
  changed(): void;
  log(text: string): void;
}

type Handlers = { readonly [V in Verb]: (body: Request<V>) => Response<V> | Promise<Response<V>> };

const burst = 100;
const perSecond = 20;
/** Milliseconds for a client to say hello. */
const helloTime = 5_000;

const protocolError = (cause: string): DialError => ({ number: 635, cause });

export class ClientSession {
  readonly #uid: number;
  readonly #host: ClientHost;
  readonly #outbox: Outbox;
  readonly #limit: TokenBucket;
  readonly #reader = new FrameReader();
  /** Entries this client is waiting for. */
  readonly #dialling = new Set<string>();
  readonly #cancelHello: () => void;
  #greeted = false;
  #closed = false;
  #subscription: Request<'subscribe'> = { states: false, log: false, capture: false, counters: false };

  constructor(socket: Socket, uid: number, host: ClientHost) {
    this.#uid = uid;
    this.#host = host;
    this.#outbox = new Outbox(socket);
    this.#limit = new TokenBucket(host.clock, burst, perSecond);
    this.#cancelHello = host.clock.after(helloTime, () => {
      this.#refuse('no hello');
    });
    socket.on('data', (chunk: Buffer) => {
      this.#data(chunk);
    });
    // A client that breaks off is simply gone; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#close();
    });
  }

  get subscription(): Request<'subscribe'> {
    return this.#subscription;
  }

  publish(event: HelperEvent): void {
    const { states, log, capture, counters, terminal = false } = this.#subscription;
    const wanted = {
      state: states,
      ended: states,
      log: log !== false,
      captured: capture,
      counters,
      terminal,
    };
    if (wanted[event.event]) this.#outbox.event(event);
  }

  end(reason: string): void {
    this.#refuse(reason);
  }

  #refuse(reason: string): void {
    if (this.#closed) return;
    this.#host.log(`closed a client of user ${this.#uid}: ${reason}`);
    this.#outbox.refuse(reason);
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelHello();
    // Nobody is left to answer for what is only half dialled.
    for (const entry of this.#dialling) void this.#host.dialer.hangUp(entry);
    this.#subscription = { states: false, log: false, capture: false, counters: false };
    this.#host.changed();
  }

  #data(chunk: Uint8Array): void {
    if (this.#closed) return;
    const framed = this.#reader.push(chunk);
    if ('malformed' in framed) {
      this.#refuse(framed.malformed);
      return;
    }
    for (const message of framed.messages) {
      // The buffer may hold a password; it has served once it is parsed.
      this.#message(message);
      message.fill(0);
    }
  }

  #message(bytes: Uint8Array): void {
    // A refused client's other messages in the same read are not looked at.
    if (this.#closed) return;
    if (!this.#limit.take()) {
      this.#refuse('too many requests');
      return;
    }
    let json: unknown;
    try {
      json = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
    } catch {
      this.#refuse('a message that is not JSON');
      return;
    }
    const parsed = requestMessage.safeParse(json);
    if (!parsed.success) {
      this.#refuse(`not a request: ${z.prettifyError(parsed.error)}`);
      return;
    }
    const { id, verb, body } = parsed.data;
    if (!this.#greeted && verb !== 'hello') {
      this.#refuse('the first message is not hello');
      return;
    }
    void this.#answer(id, verb, body);
  }

  async #answer(id: number, verb: Verb, body: unknown): Promise<void> {
    const parsed = helper.verbs[verb].request.safeParse(body);
    if (!parsed.success) {
      const cause = `The request "${verb}" is not valid: ${z.prettifyError(parsed.error)}`;
      if (verb === 'hello') this.#refuse(cause);
      else this.#outbox.send({ id, error: protocolError(cause.slice(0, 2000)) });
      return;
    }
    try {
      // The schema of this very verb has just accepted it.
      const handler = this.#handlers[verb] as (checked: unknown) => unknown;
      this.#outbox.send({ id, result: await handler(parsed.data) });
    } catch (error) {
      if (!(error instanceof DialFailure)) throw error;
      this.#outbox.send({ id, error: error.error });
    }
  }

  readonly #handlers: Handlers = {
    hello: ({ program }) => {
      this.#greeted = true;
      this.#cancelHello();
      this.#host.log(`hello from ${program} of user ${this.#uid}`);
      return { protocol: helperProtocolVersion, version, pid: process.pid };
    },
    dial: async (request) => {
      const { alreadyConnected, connection, connected } = this.#host.dialer.dial(request, this.#uid);
      if (!alreadyConnected) {
        this.#dialling.add(request.entry);
        try {
          await connected;
        } finally {
          this.#dialling.delete(request.entry);
        }
      }
      return { alreadyConnected, status: connection.status() };
    },
    hangup: async ({ entry }) => ({ wasConnected: await this.#host.dialer.hangUp(entry) }),
    status: () => ({ connections: this.#host.dialer.status() }),
    subscribe: (wanted) => {
      const opensTerminal = wanted.terminal === true && this.#subscription.terminal !== true;
      this.#subscription = wanted;
      this.#host.changed();
      if (wanted.log === 'replay')
        for (const record of this.#host.dialer.log()) this.#outbox.event({ event: 'log', body: record });
      if (opensTerminal)
        for (const body of this.#host.dialer.terminals()) this.#outbox.event({ event: 'terminal', body });
      return { connections: this.#host.dialer.status() };
    },
    retryWith: ({ entry, credentials }) =>
      this.#answered(entry, this.#host.dialer.retryWith(entry, revealed(credentials))),
    changePassword: ({ entry, password }) =>
      this.#answered(entry, this.#host.dialer.changePassword(entry, password.reveal())),
    terminalWrite: ({ entry, data }) => {
      const typed = Buffer.from(data, 'base64');
      const taken = this.#host.dialer.terminalWrite(entry, typed);
      // It may be a password.
      typed.fill(0);
      return this.#answered(entry, taken);
    },
    terminalDone: ({ entry }) => this.#answered(entry, this.#host.dialer.terminalDone(entry)),
    testModem: ({ device }) => this.#host.dialer.testModem(device, this.#uid),
  };

  #answered(entry: string, asked: boolean): Record<string, never> {
    if (asked) return {};
    throw new DialFailure({ number: 668, entry, cause: `"${entry}" has not asked for that.` });
  }
}

function revealed({ user, password, domain }: Request<'retryWith'>['credentials']): Credentials {
  return { user, password: password.reveal(), ...(domain === undefined ? {} : { domain }) };
}
