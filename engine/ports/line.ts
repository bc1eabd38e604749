/** The line a modem hangs on, or two computers share: a serial port, or a TCP connection to a bank of modems. */
import { isIP } from 'node:net';
import type { Transport } from '../../native/addon/index.js';
import type { Failure } from '../../protocol/failure.ts';
import type { Closed } from '../data-path.ts';
import { DataPath } from '../data-path.ts';
import { lostFailure, nameFailure, portFailure, tcpPortFailure } from '../system-errors.ts';

export type LineTarget =
  | {
      readonly kind: 'tty';
      readonly path: string;
      readonly speed: number;
      readonly flow: 'hardware' | 'software' | 'none';
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

export interface LineHost {
  resolve(name: string): Promise<readonly string[]>;
  opened(path: DataPath): void;
  bytes(bytes: Uint8Array): void;
  /** It did not open. */
  failed(failure: Failure): void;
  /** It was open, and ended by itself. */
  lost(failure: Failure): void;
}

/** Milliseconds for a TCP connection to a modem to come up. */
const tcpTimeout = 15_000;

export class Line {
  readonly #target: LineTarget;
  readonly #host: LineHost;
  #path: DataPath | undefined;
  #open = false;
  #closed = false;

  constructor(target: LineTarget, host: LineHost) {
    this.#target = target;
    this.#host = host;
  }

  get path(): DataPath | undefined {
    return this.#path;
  }

  /** Where the line leads, for people. */
  get name(): string {
    return this.#target.kind === 'tty'
      ? this.#target.path
      : `${this.#target.host}:${String(this.#target.port)}`;
  }

  open(): void {
    if (this.#closed) return;
    if (this.#target.kind === 'tty') this.#openTransport(this.#target);
    else void this.#openTcp(this.#target.host, this.#target.port);
  }

  close(): void {
    this.#closed = true;
    this.#path?.close();
  }

  async #openTcp(host: string, port: number): Promise<void> {
    let addresses: readonly string[];
    try {
      addresses = isIP(host) ? [host] : await this.#host.resolve(host);
    } catch (reason) {
      if (!this.#closed) this.#host.failed(nameFailure(host, reason));
      return;
    }
    if (this.#closed) return;
    const address = addresses[0];
    if (address === undefined) this.#host.failed(nameFailure(host, 'no address'));
    else this.#openTransport({ kind: 'tcp', address, port, timeout: tcpTimeout });
  }

  #openTransport(transport: Transport): void {
    try {
      this.#path = new DataPath(transport, {
        opened: () => {
          this.#opened();
        },
        bytes: (bytes) => {
          this.#host.bytes(bytes);
        },
        closed: (event) => {
          this.#ended(event);
        },
        icmp: () => {
          // Only GRE hears of ICMP errors; TCP turns its own into `closed`.
        },
      });
    } catch (error) {
      this.#host.failed(this.#failure(error));
    }
  }

  #failure(error: unknown): Failure {
    if (this.#target.kind === 'tty') return portFailure(error, this.#target.path);
    return tcpPortFailure(error instanceof Error ? error.message : undefined, this.name);
  }

  #opened(): void {
    this.#open = true;
    if (this.#path) this.#host.opened(this.#path);
  }

  #ended(event: Closed): void {
    if (!this.#open && this.#target.kind === 'tcp') this.#host.failed(tcpPortFailure(event.code, this.name));
    else this.#host.lost(lostFailure(event));
  }
}
