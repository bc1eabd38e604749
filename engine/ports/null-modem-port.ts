/** Two computers on one cable (or one TCP connection): PPP starts as soon as the port is open, or somebody has logged on. */
import type { Failure } from '../../protocol/failure.ts';
import type { DataPath } from '../data-path.ts';
import { lostFailure } from '../system-errors.ts';
import { Line } from './line.ts';
import type { LineTarget } from './line.ts';
import type { LineTerminal } from './line-terminal.ts';
import type { LogOn } from './log-on.ts';
import { afterDialling } from './log-on.ts';
import type { Port, PortHost } from './port.ts';

export class NullModemPort implements Port {
  readonly #host: PortHost;
  readonly #line: Line;
  readonly #speed: number | undefined;
  #over = false;
  #terminal: LineTerminal | undefined;

  constructor(target: LineTarget, logOn: LogOn, host: PortHost) {
    this.#host = host;
    this.#speed = target.kind === 'tty' ? target.speed : undefined;
    this.#line = new Line(target, {
      resolve: (name) => host.resolve(name),
      opened: (path) => {
        host.state('portOpened');
        host.state('connectDevice', this.#line.name);
        path.link.watchCarrier(true);
        this.#connected(path, logOn);
      },
      bytes: (bytes) => {
        // Without a terminal only between opening and framing: nothing that is PPP.
        this.#terminal?.receive(bytes);
      },
      failed: (failure) => {
        this.#failed(failure);
      },
      lost: (failure) => {
        this.#failed(failure);
      },
    });
  }

  get path() {
    return this.#line.path;
  }

  get terminal() {
    return this.#terminal;
  }

  open(): void {
    this.#host.state('openPort', this.#line.name);
    this.#line.open();
  }

  hangUp(): void {
    this.#line.path?.link.setDtr(false);
    this.close();
    this.#host.closed();
  }

  close(): void {
    this.#over = true;
    this.#endTerminal();
    this.#line.close();
  }

  #failed(failure: Failure): void {
    if (this.#over) return;
    this.#over = true;
    this.#endTerminal();
    this.#host.failed(failure);
  }

  #connected(path: DataPath, { terminal, ...logOn }: LogOn): void {
    // Nothing is dialled, so that before and after are the same moment.
    const first = afterDialling(
      { ...logOn, terminal: terminal && 'after' },
      {
        host: this.#host,
        send: (bytes) => {
          if (!path.closed) path.link.write(bytes);
        },
        carrierLost: () => {
          this.#failed(lostFailure({ type: 'closed', reason: 'carrier' }));
        },
        failed: (failure) => {
          this.#failed(failure);
        },
        done: (rest) => {
          this.#terminal = undefined;
          path.link.startFraming(rest);
          this.#ready(path);
        },
      },
    );
    if (!first) path.link.startFraming();
    this.#host.state('deviceConnected', this.#line.name);
    if (!first) {
      this.#ready(path);
      return;
    }
    this.#terminal = first.terminal;
    this.#host.state('interactive', first.detail);
    first.terminal.begin();
  }

  #ready(path: DataPath): void {
    this.#host.ready({ path, async: true, ...(this.#speed === undefined ? {} : { speed: this.#speed }) });
  }

  #endTerminal(): void {
    this.#terminal?.close();
    this.#terminal = undefined;
  }
}
