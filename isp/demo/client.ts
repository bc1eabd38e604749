/** A machine for the demo: its own network with nothing in it, its own root directory, and a modem's pty to reach out by. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../control.ts';
import { readLines, writeLine } from '../control.ts';
import { networkNamespaceOf, spawnInNamespace } from '../namespaces.ts';

export interface Fetched {
  readonly status: number;
  readonly title: string | undefined;
  readonly bytes: number;
}

export interface DemoClient {
  /** The process that holds the machine's namespaces, as seen from outside: nsenter(1)'s target. */
  readonly pid: number;
  readonly namespace: string;
  /** Runs rasdial in there; resolves to its exit status. */
  rasdial(
    words: readonly string[],
    heard: (stream: 'stdout' | 'stderr', line: string) => void,
  ): Promise<number>;
  /** Starts the helper beforehand, to stay: whoever dials need not be root then. */
  startHelper(): Promise<void>;
  /** Opens the window as a user without rights, with this environment; resolves to its exit status when it has ended. */
  window(
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
    heard: (stream: 'stdout' | 'stderr', line: string) => void,
  ): Promise<number>;
  /** Rejects with the reason when there is no answer. */
  fetch(url: string): Promise<Fetched>;
  /** The machine and everything that runs in it end. */
  close(): Promise<void>;
}

interface Pending {
  heard(stream: 'stdout' | 'stderr', line: string): void;
  resolve(message: JsonObject): void;
  reject(error: Error): void;
}

export interface ClientOptions {
  readonly user: boolean;
  /** Private to the demo; the client's root is mounted below it. */
  readonly directory: string;
  /** The folder of the user's session, which stays reachable in there: a display or a bus may be in it. */
  readonly session?: string | undefined;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Rejects with the reason when the machine cannot be made; nothing is left then. */
export async function startClient({ user, directory, session }: ClientOptions): Promise<DemoClient> {
  const root = join(directory, 'root');
  mkdirSync(root, { mode: 0o700 });
  const child = spawnInNamespace(
    { user, mount: true, processes: true },
    [
      ...['/bin/sh', here('private-root.sh'), root, session?.startsWith('/run/') ? session : '-'],
      ...[process.execPath, here('client-process.ts'), String(process.getuid?.() ?? 0)],
    ],
    ['pipe', 'pipe', 'pipe'],
  );
  const { stdin, stdout, stderr, pid } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('the client has no pipes');
  stdin.on('error', () => undefined);
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
  const pending = new Map<number, Pending>();
  let lastOrder = 0;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      for (const one of pending.values()) one.reject(new Error('the client is gone'));
      pending.clear();
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    stdin.end();
    await ended;
  };
  const order = (words: JsonObject, heard: Pending['heard'] = () => undefined): Promise<JsonObject> =>
    new Promise((resolve, reject) => {
      const id = (lastOrder += 1);
      pending.set(id, { heard, resolve, reject });
      writeLine(stdin, { id, ...words });
    });
  const settle = (message: JsonObject): void => {
    const one = pending.get(Number(message.id));
    if (one === undefined) return;
    if (message.type === 'line') {
      one.heard(message.stream === 'stderr' ? 'stderr' : 'stdout', String(message.text));
      return;
    }
    pending.delete(Number(message.id));
    if (message.type === 'done') one.resolve(message);
    else one.reject(new Error(String(message.reason)));
  };

  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      reject(new Error(`the client ended with status ${String(code)}: ${complaint.trim()}`));
    });
    readLines(stdout, {
      message(message) {
        if (message.type === 'ready') resolve();
        else settle(message);
      },
      stray: () => undefined,
      ended: () => undefined,
    });
  });
  const inside = pid === undefined ? undefined : onlyChildOf(pid);
  const namespace = inside === undefined ? undefined : networkNamespaceOf(inside);
  if (inside === undefined || namespace === undefined) {
    await close();
    throw new Error('the client is gone');
  }
  return {
    pid: inside,
    namespace,
    async rasdial(words, heard) {
      const { status } = await order({ type: 'rasdial', words }, heard);
      return Number(status);
    },
    async startHelper() {
      const said: string[] = [];
      const { status } = await order({ type: 'helper' }, (_stream, line) => said.push(line));
      if (status !== 0) throw new Error(`the helper could not be started: ${said.join(' ')}`);
    },
    async window(words, environment, heard) {
      const { status } = await order({ type: 'window', words, environment }, heard);
      return Number(status);
    },
    async fetch(url) {
      return (await order({ type: 'fetch', url })) as unknown as Fetched;
    },
    close,
  };
}

/** unshare(1) stays outside of the process namespace it makes; its child is the first inside. */
function onlyChildOf(process: number): number | undefined {
  const [child] = readFileSync(`/proc/${process}/task/${process}/children`, 'utf8').trim().split(' ');
  return child === undefined || child === '' ? undefined : Number(child);
}
