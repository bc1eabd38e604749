/** Two computers on one cable (or one TCP connection): PPP starts as soon as the port is open. */
import type { Failure } from '../../protocol/failure.ts';
import { Line } from './line.ts';
import type { LineTarget } from './line.ts';
import type { Port, PortHost } from './port.ts';

export class NullModemPort implements Port {
  readonly #host: PortHost;
  readonly #line: Line;
  readonly #speed: number | undefined;
  #over = false;

  constructor(target: LineTarget, host: PortHost) {
    this.#host = host;
    this.#speed = target.kind === 'tty' ? target.speed : undefined;
    this.#line = new Line(target, {
      resolve: (name) => host.resolve(name),
      opened: (path) => {
        host.state('portOpened');
        host.state('connectDevice', this.#line.name);
        path.link.startFraming();
        path.link.watchCarrier(true);
        host.state('deviceConnected', this.#line.name);
        host.ready({ path, async: true, ...(this.#speed === undefined ? {} : { speed: this.#speed }) });
      },
      bytes: () => {
        // Between opening and framing only: nothing that is PPP.
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
    this.#line.close();
  }

  #failed(failure: Failure): void {
    if (this.#over) return;
    this.#over = true;
    this.#host.failed(failure);
  }
}
