/**
 * One instance of a program for each user: whoever holds the socket is the first, and hears of those that come later. Electron
 * answers at once whether we are the first, a socket cannot; so whether somebody holds it is found out before main starts.
 */
import { mkdirSync, rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { createConnection, createServer } from 'node:net';
import { dirname } from 'node:path';

/** Bytes a second instance may send. */
const largest = 64 * 1024;

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly data: unknown;
}

function secondInstance(json: string): SecondInstance | undefined {
  try {
    const { argv, directory, data } = JSON.parse(json) as Partial<Record<string, unknown>>;
    if (!Array.isArray(argv) || !argv.every((word) => typeof word === 'string')) return undefined;
    return typeof directory === 'string' ? { argv, directory, data } : undefined;
  } catch {
    return undefined;
  }
}

export class SingleInstance {
  readonly #path: string;
  #first: Socket | undefined;
  #server: Server | undefined;

  private constructor(path: string, first: Socket | undefined) {
    this.#path = path;
    this.#first = first;
  }

  /** Knocks. */
  static find(path: string): Promise<SingleInstance> {
    return new Promise((resolve) => {
      const socket = createConnection(path);
      socket.once('connect', () => {
        // The first may go while we look; then our message is lost, as it would be on a slower way.
        socket.on('error', () => undefined);
        socket.unref();
        resolve(new SingleInstance(path, socket));
      });
      // Nobody listens: no file, or one left behind.
      socket.once('error', () => resolve(new SingleInstance(path, undefined)));
    });
  }

  /** True: we are the first. False: the first has been told. */
  acquire(data: unknown, heard: (second: SecondInstance) => void): boolean {
    if (this.#server !== undefined) return true;
    if (this.#first !== undefined) {
      this.#first.end(JSON.stringify({ argv: process.argv, directory: process.cwd(), data }));
      return false;
    }
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    rmSync(this.#path, { force: true });
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let json = '';
      socket.setEncoding('utf8');
      socket.on('error', () => undefined);
      socket.on('data', (text: string) => {
        json += text;
        if (json.length > largest) socket.destroy();
      });
      socket.on('end', () => {
        socket.end();
        const second = secondInstance(json);
        if (second !== undefined) heard(second);
      });
    });
    server.on('error', (error) => {
      throw error;
    });
    server.listen(this.#path).unref();
    this.#server = server;
    return server.listening;
  }

  /** There was a first when we looked. */
  get isTaken(): boolean {
    return this.#first !== undefined;
  }

  get held(): boolean {
    return this.#server !== undefined;
  }

  /** Resolves once the first has our message. */
  async release(): Promise<void> {
    this.#server?.close();
    this.#server = undefined;
    const first = this.#first;
    this.#first = undefined;
    if (first === undefined || first.destroyed) return;
    first.ref();
    await new Promise<void>((resolve) => {
      first.once('close', () => resolve());
      first.resume();
      first.setTimeout(1000, () => first.destroy());
    });
  }
}
