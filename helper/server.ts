/** The helper's socket: who may connect, and what each client is told. */
import type { Server, Socket } from 'node:net';
import type { HelperEvent } from '../contract/helper.ts';
import type { Clock } from '../engine/call-types.ts';
import { ClientSession } from './client-session.ts';
import type { Dialer } from './dialer.ts';
import { Outbox } from './outbox.ts';

export interface ServerOptions {
  /** The user who started the helper; besides root, the only one who may use it. */
  readonly owner: number;
  readonly dialer: Dialer;
  readonly clock: Clock;
  /** SO_PEERCRED of a connected socket. */
  readonly peerUid: (socket: Socket) => number;
  /** Milliseconds without client and connection after which `idle` is called. */
  readonly idleTime: number;
  idle(): void;
  log(text: string): void;
}

const maximumClients = 32;

export class HelperServer {
  readonly #options: ServerOptions;
  readonly #sessions = new Set<ClientSession>();
  #cancelIdle: (() => void) | undefined;

  constructor(listener: Server, options: ServerOptions) {
    this.#options = options;
    listener.on('connection', (socket: Socket) => {
      this.#connected(socket);
    });
    this.changed();
  }

  publish(event: HelperEvent): void {
    for (const session of this.#sessions) session.publish(event);
  }

  /** A client or a connection has come or gone. */
  changed(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
    if (this.#sessions.size > 0 || this.#options.dialer.size > 0) return;
    this.#cancelIdle = this.#options.clock.after(this.#options.idleTime, () => this.#options.idle());
  }

  end(reason: string): void {
    for (const session of this.#sessions) session.end(reason);
  }

  #connected(socket: Socket): void {
    const { owner, clock, dialer, peerUid } = this.#options;
    const log = (text: string) => this.#options.log(text);
    let uid: number;
    try {
      uid = peerUid(socket);
    } catch (error) {
      log(`a client whose user cannot be told: ${String(error)}`);
      socket.destroy();
      return;
    }
    if ((uid !== 0 && uid !== owner) || this.#sessions.size >= maximumClients) {
      const reason = uid === 0 || uid === owner ? 'too many clients' : `user ${uid} may not use this helper`;
      log(`refused a client: ${reason}`);
      socket.on('error', () => undefined);
      new Outbox(socket).refuse(reason);
      return;
    }
    const session = new ClientSession(socket, uid, {
      dialer,
      clock,
      log,
      changed: () => this.#sessionChanged(),
    });
    this.#sessions.add(session);
    socket.on('close', () => {
      this.#sessions.delete(session);
      this.#sessionChanged();
    });
    this.changed();
  }

  #sessionChanged(): void {
    const subscriptions = [...this.#sessions].map((each) => each.subscription);
    this.#options.dialer.setCapture(subscriptions.some(({ capture }) => capture));
    this.#options.dialer.setCounters(subscriptions.some(({ counters }) => counters));
    this.changed();
  }
}
