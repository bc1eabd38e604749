/**
 * One instance of a program for each user: whoever holds the socket is the first, and hears of those that come later. Electron
 * answers at once whether we are the first, a socket cannot; so that is settled before main starts.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { createConnection, createServer } from 'node:net';

/** Bytes a second instance may send. */
const largest = 64 * 1024;
/** Messages kept for a main that has not asked yet. */
const mostWaiting = 16;

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
  #heard: ((second: SecondInstance) => void) | undefined;
  #waiting: SecondInstance[] = [];

  private constructor(path: string) {
    this.#path = path;
  }

  /** Settles whether we are the first, in a folder of the user's alone; of several that start at once one is. */
  static async find(path: string): Promise<SingleInstance> {
    const instance = new SingleInstance(path);
    for (;;) {
      const dead = inodeOf(path);
      const first = await knock(path);
      if (first !== undefined) {
        // The first may go while we look; then our message is lost, as it would be on a slower way.
        first.on('error', () => undefined);
        first.unref();
        instance.#first = first;
        return instance;
      }
      if (instance.#claim(dead)) return instance;
    }
  }

  /** True: we are the first. False: the first has been told. */
  acquire(data: unknown, heard: (second: SecondInstance) => void): boolean {
    if (this.#first !== undefined) {
      this.#first.end(JSON.stringify({ argv: process.argv, directory: process.cwd(), data }));
      return false;
    }
    if (this.#server === undefined && !this.#claim()) return false;
    this.#heard = heard;
    for (const second of this.#waiting.splice(0)) heard(second);
    return true;
  }

  /** There was a first when we looked. */
  get isTaken(): boolean {
    return this.#first !== undefined;
  }

  get held(): boolean {
    return this.#server !== undefined && this.#heard !== undefined;
  }

  /** Resolves once the first has our message. */
  async release(): Promise<void> {
    if (this.#server !== undefined) {
      // Closing takes away the name it was made by, which it no longer has.
      this.#server.close();
      rmSync(this.#path, { force: true });
      this.#server = undefined;
      this.#heard = undefined;
    }
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

  /**
   * A socket that listens already gets the name, which only one can have: whoever finds it there can talk to it. `dead`: where
   * nobody listened; it is there until the new one has the name, so that none that comes meanwhile has its number.
   */
  #claim(dead?: bigint): boolean {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#listen(socket));
    server.on('error', (error) => {
      throw error;
    });
    const candidate = randomName(this.#path);
    server.listen(candidate).unref();
    const aside = dead === undefined ? undefined : moveAside(this.#path, dead);
    const ours = linked(candidate, this.#path);
    for (const name of [candidate, aside]) if (name !== undefined) rmSync(name);
    if (ours) this.#server = server;
    else server.close();
    return ours;
  }

  #listen(socket: Socket): void {
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
      if (second === undefined) return;
      if (this.#heard !== undefined) this.#heard(second);
      else if (this.#waiting.length < mostWaiting) this.#waiting.push(second);
    });
  }
}

/** Undefined: nobody listens; there is no such file, or one was left behind. */
function knock(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error) => {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });
}

const inodeOf = (path: string): bigint | undefined =>
  lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino;

/** Takes the name from what was left behind, and not from another that starts and has just taken its place. */
function moveAside(path: string, dead: bigint): string | undefined {
  if (inodeOf(path) !== dead) return undefined;
  const aside = randomName(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  // Between the look and the act it was another's after all: it gets its name back.
  if (inodeOf(aside) !== dead) linked(aside, path);
  return aside;
}

/** False: something has that name. */
function linked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const randomName = (path: string): string => `${path}-${randomBytes(4).toString('hex')}`;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
