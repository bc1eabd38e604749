/** Network namespaces for tests, the ends of links inside them, and waiting for what they tell. */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fromJson, toJson } from './end-json.ts';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Counters, LinkEvent, Transport } from '../index.js';

const run = promisify(execFile);
let made = 0;

/** A network namespace with nothing but a loopback interface; `remove` ends it. */
export class Namespace {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  static async make(): Promise<Namespace> {
    const namespace = new Namespace(`dun-test-${process.pid}-${++made}`);
    await run('ip', ['netns', 'add', namespace.name]);
    await namespace.ip('link', 'set', 'lo', 'up');
    return namespace;
  }

  async ip(...args: readonly string[]): Promise<string> {
    return (await run('ip', ['-n', this.name, ...args])).stdout;
  }

  async exec(file: string, ...args: readonly string[]): Promise<string> {
    return (await run('ip', ['netns', 'exec', this.name, file, ...args])).stdout;
  }

  async remove(): Promise<void> {
    await run('ip', ['netns', 'delete', this.name]);
  }
}

/** Joins two namespaces by a virtual cable; each end gets its address with prefix length. */
export async function cable(
  a: Namespace,
  aAddress: string,
  b: Namespace,
  bAddress: string,
  name = 'cable',
): Promise<void> {
  await a.ip('link', 'add', name, 'type', 'veth', 'peer', 'name', name, 'netns', b.name);
  for (const [side, address] of [
    [a, aAddress],
    [b, bAddress],
  ] as const) {
    await side.ip('addr', 'add', address, 'dev', name);
    await side.ip('link', 'set', name, 'up');
  }
}

interface Waiting {
  readonly matches: (event: LinkEvent) => boolean;
  readonly resolve: (event: LinkEvent) => void;
}

/** A process with links and TUNs in a namespace. */
export class End {
  readonly events: LinkEvent[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #exited: Promise<void>;
  #waiting: Waiting[] = [];
  #requests = 0;

  constructor(namespace: Namespace) {
    const program = fileURLToPath(new URL('./end.ts', import.meta.url));
    this.#child = spawn('ip', ['netns', 'exec', namespace.name, process.execPath, program], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaints = '';
    this.#child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
    this.#exited = new Promise((resolve) => {
      this.#child.on('exit', () => {
        for (const { reject } of this.#answers.values()) reject(new Error(`the end died: ${complaints}`));
        resolve();
      });
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
  }

  #take(line: string): void {
    const message = fromJson(line) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
      events?: LinkEvent[];
    };
    if (message.events !== undefined) {
      for (const event of message.events) {
        this.events.push(event);
        const now = this.#waiting.filter((one) => one.matches(event));
        this.#waiting = this.#waiting.filter((one) => !now.includes(one));
        for (const one of now) one.resolve(event);
      }
      return;
    }
    const answer = this.#answers.get(message.id ?? -1);
    this.#answers.delete(message.id ?? -1);
    if (message.error === undefined) answer?.resolve(message.result);
    else answer?.reject(Object.assign(new Error(message.error.message), message.error));
  }

  /** Calls a method of the object `target` (or makes it: newLink, newTun). */
  call(target: string, method: string, ...args: readonly unknown[]): Promise<unknown> {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.#child.stdin.write(`${toJson([id, target, method, ...args])}\n`);
    });
  }

  async link(transport: Transport): Promise<void> {
    await this.call('link', 'newLink', transport);
  }

  /** A TUN `tun`, up, with the two addresses, joined to `link`. */
  async tun(mtu: number, local: string, remote: string): Promise<string> {
    const { name } = (await this.call('tun', 'newTun', { prefix: 'dun', mtu })) as { name: string };
    await this.call('tun', 'setIpv4', local, remote);
    await this.call('tun', 'up');
    await this.call('link', 'attachTun', 'tun');
    return name;
  }

  async counters(): Promise<Counters> {
    return (await this.call('link', 'counters')) as Counters;
  }

  /** The first event like this, past or future. */
  event(matches: (event: LinkEvent) => boolean): Promise<LinkEvent> {
    const past = this.events.find(matches);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve) => this.#waiting.push({ matches, resolve }));
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
  }
}
