/** A PPTP control connection on a TCP socket (RFC 2637 §2): bytes in and out, and its orderly and its disorderly end. */
import type { Duplex } from 'node:stream';
import { PptpControl } from '../../protocol/pptp/control.ts';
import type { Control, ControlEvent, ControlOptions } from '../../protocol/pptp/control-types.ts';
import type { Environment } from '../environment.ts';
import { Mailbox } from '../mailbox.ts';

/** Unread replies a peer may make us keep; control messages are 220 bytes at most. */
const sendBacklog = 64 * 1024;
/** Milliseconds for the peer to take what was sent last, before the socket is destroyed. */
const lingerTime = 1_000;

export class ControlChannel {
  readonly control: Control;
  readonly #socket: Duplex;
  readonly #environment: Environment;
  readonly #events: Mailbox<ControlEvent>;
  #cancelLinger: (() => void) | undefined;
  #down = false;

  /** `event` is told in order, and never from inside a call to `control`; after `closed` the socket is gone too. */
  constructor(
    socket: Duplex,
    options: ControlOptions,
    environment: Environment,
    event: (event: ControlEvent) => void,
  ) {
    this.#socket = socket;
    this.#environment = environment;
    this.#events = new Mailbox(event);
    this.control = new PptpControl(options, {
      ...environment,
      send: (bytes) => {
        this.#send(bytes);
      },
      closeTransport: () => {
        this.#closeTransport();
      },
      emit: (controlEvent) => {
        this.#events.post(controlEvent);
      },
    });
    socket.on('data', (bytes: Uint8Array) => {
      if (!this.#down) this.control.receive(bytes);
    });
    socket.on('error', (error) => {
      this.#transportDown(error.message);
    });
    socket.on('end', () => {
      this.#transportDown();
    });
    socket.on('close', () => {
      this.#transportDown();
      this.#cancelLinger?.();
    });
  }

  /** TCP is up; the PNS speaks first. */
  start(): void {
    this.control.transportUp();
  }

  /** At once, without a word; nothing is told afterwards. Idempotent. */
  destroy(): void {
    this.#events.close();
    this.#cancelLinger?.();
    this.#socket.destroy();
    this.#transportDown();
  }

  #send(bytes: Uint8Array): void {
    if (this.#down || this.#socket.destroyed || !this.#socket.writable) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > sendBacklog) this.#socket.destroy(new Error('the peer reads nothing'));
  }

  #closeTransport(): void {
    this.#socket.end();
    this.#cancelLinger ??= this.#environment.clock.after(lingerTime, () => {
      this.#socket.destroy();
    });
  }

  #transportDown(evidence?: string): void {
    if (this.#down) return;
    this.#down = true;
    this.control.transportDown(evidence);
    this.#closeTransport();
  }
}
