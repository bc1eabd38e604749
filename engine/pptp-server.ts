/** A PPTP server (RFC 2637, PAC): accepts control connections, and answers the calls placed on them. */
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { PptpServer, PptpServerOptions } from './answer-types.ts';
import { systemEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { Admission } from './pptp/admission.ts';
import { ServerConnection } from './pptp/server-connection.ts';

const pptpPort = 1723;

/** Resolves once it listens; rejects with the system's error. */
export function startPptpServer(
  options: PptpServerOptions,
  environment = systemEnvironment,
): Promise<PptpServer> {
  const running = new RunningServer(options, environment);
  return running.listen();
}

class RunningServer implements PptpServer {
  readonly #options: PptpServerOptions;
  readonly #environment: Environment;
  readonly #server: Server;
  readonly #admission = new Admission();
  readonly #connections = new Set<ServerConnection>();
  #calls = 0;
  #closing = false;
  #whenEmpty: (() => void) | undefined;

  constructor(options: PptpServerOptions, environment: Environment) {
    this.#options = options;
    this.#environment = environment;
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#accept(socket);
    });
  }

  listen(): Promise<PptpServer> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port ?? pptpPort, this.#options.address, () => {
        this.#server.off('error', reject);
        // A connection that could not be accepted (no descriptors left) is the caller's loss, not the server's.
        this.#server.on('error', (error) => {
          this.#log(`a connection could not be accepted: ${error.message}`);
        });
        resolve(this);
      });
    });
  }

  /** No new calls; those that are up are hung up politely. */
  async close(): Promise<void> {
    this.#closing = true;
    const stopped = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    if (this.#connections.size > 0) {
      const empty = new Promise<void>((resolve) => {
        this.#whenEmpty = resolve;
      });
      for (const connection of this.#connections) connection.stop('the server is shutting down');
      await empty;
    }
    await stopped;
  }

  #accept(socket: Socket): void {
    const peer = socket.remoteAddress;
    const admitted = peer === undefined || this.#closing ? undefined : this.#admission.admit(peer);
    if (peer === undefined || !admitted) {
      this.#log(`${peer ?? 'a caller'}: turned away, too many connections wait for a call`);
      socket.on('error', () => undefined).destroy();
      return;
    }
    const connection: ServerConnection = new ServerConnection(socket, peer, this.#options, {
      environment: this.#environment,
      takeCall: () => {
        if (this.#calls >= this.#options.maximumCalls) return false;
        this.#calls += 1;
        return true;
      },
      callGone: () => {
        this.#calls -= 1;
      },
      settled: () => {
        admitted.settle();
      },
      closed: () => {
        admitted.leave();
        this.#connections.delete(connection);
        if (this.#connections.size === 0) this.#whenEmpty?.();
      },
    });
    this.#connections.add(connection);
  }

  #log(text: string): void {
    this.#options.log({ layer: 'pptp', text });
  }
}
