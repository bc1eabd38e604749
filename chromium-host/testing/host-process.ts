/** The host with the fixture's main, in a process of its own, under an X server of its own, as an unprivileged user. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type * as Electron from 'electron';
import { preloadText } from './preload-text.ts';

const here = import.meta.dirname;
/** As root: an identity without rights, for a browser must have none. */
const asUser =
  process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'] : [];

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('it ended without a word');
}

/** An X server; resolves to its display's name. */
export async function startDisplay(): Promise<{ display: string; stop(): Promise<void> }> {
  // By default it starts anew, and throws everybody out, whenever its last client leaves: xdotool before a window manager came.
  const words = ['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const display = `:${await firstLine(server.stdout)}`;
  return {
    display,
    async stop() {
      server.kill();
      await once(server, 'close');
    },
  };
}

export interface HostOptions {
  readonly display: string;
  /** Shared by two instances of a program; one of its own by default. */
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
}

/** What is kept from one call to the next. */
export type State = Record<string, unknown>;

export class HostProcess {
  readonly directory: string;
  readonly process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #ended: Promise<number | null>;
  #said = '';
  #answered = false;
  #last = 0;

  private constructor(directory: string, child: ChildProcess) {
    this.directory = directory;
    this.process = child;
    child.stderr?.on('data', (text: Buffer) => (this.#said += text.toString()));
    this.#ended = once(child, 'close').then(([code]) => {
      for (const one of this.#waiting.values()) one.reject(new Error(`the host has ended\n${this.#said}`));
      this.#waiting.clear();
      return code as number | null;
    });
  }

  static temporaryDirectory(): string {
    // Short, as runtime directories are: paths of sockets begin with it.
    return mkdtempSync(join(tmpdir(), 'host-'));
  }

  /** Resolves when main is ready. */
  static async start(options: HostOptions): Promise<HostProcess> {
    const host = HostProcess.spawn(options);
    const ready = Promise.withResolvers<unknown>();
    host.#waiting.set(0, ready);
    await ready.promise;
    return host;
  }

  /** For one that is not going to be ready. */
  static spawn({
    display,
    directory = HostProcess.temporaryDirectory(),
    environment,
    words = [],
  }: HostOptions): HostProcess {
    const register = join(here, '../register.ts');
    const [program = process.execPath, ...args] = [
      ...asUser,
      process.execPath,
      '--import',
      register,
      join(here, 'app/main.ts'),
      ...words,
    ];
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives a program.
      detached: true,
      env: {
        PATH: process.env.PATH,
        DISPLAY: display,
        HOME: directory,
        XDG_RUNTIME_DIR: directory,
        TMPDIR: directory,
        ...environment,
      },
    });
    const host = new HostProcess(directory, child);
    writeFileSync(host.preload, preloadText);
    createInterface({ input: child.stdout }).on('line', (line) => host.#heard(line));
    return host;
  }

  get preload(): string {
    return join(this.directory, 'preload.cjs');
  }

  /** What it wrote to its standard error. */
  get said(): string {
    return this.#said;
  }

  /** Whether main was ready at some time. */
  get answered(): boolean {
    return this.#answered;
  }

  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Runs a function in main. It goes there as its source text, so it sees nothing but what it is given. */
  async main<T>(
    work: (electron: typeof Electron, state: State, ...values: string[]) => T | Promise<T>,
    ...values: string[]
  ): Promise<T> {
    const id = (this.#last += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.process.stdin?.write(`${JSON.stringify({ id, code: work.toString(), values })}\n`);
    return (await answer.promise) as T;
  }

  /** Ends it in good order, and takes away what it kept on disk. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null) this.process.kill('SIGTERM');
    await this.#ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  #heard(line: string): void {
    this.#answered = true;
    const { id = 0, value, error } = JSON.parse(line) as { id?: number; value?: unknown; error?: string };
    const one = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) one?.resolve(value);
    else one?.reject(new Error(error));
  }
}
