/**
 * The demo's own machine, from inside: runs rasdial and fetches pages when told to, JSON lines both ways. It is the first
 * process of its process namespace: when it ends, the helper and everything else in there ends with it.
 */
import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../control.ts';
import { readLines, writeLine } from '../control.ts';
import { ip } from '../namespaces.ts';
import { relayBus } from './bus-relay.ts';

const program = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** Seconds the helper stays without anybody to serve: longer than any demo. */
const helperStays = 86_400;
const fetchTimeout = 5000;
const largestPage = 1 << 20;

const answer = (id: unknown, message: JsonObject): void => {
  writeLine(process.stdout, { id, ...message });
};

/** Runs a program and tells what it says and how it ends. */
function run(
  id: unknown,
  [file = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const child = spawn(file, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[stream] }).on('line', (text) => {
      answer(id, { type: 'line', stream, text });
    });
  }
  child.once('error', (error) => {
    answer(id, { type: 'failed', reason: error.message });
  });
  child.once('close', (status) => {
    answer(id, { type: 'done', status });
  });
}

/**
 * We are root in here; a window is somebody else's, whose files and sockets are ours all the same. Who started us is named, so
 * that the window says to the session bus what the kernel says of it; a browser cannot be root, so that root's window needs a
 * relay there.
 */
const starter = process.argv[2] ?? '0';
const user = starter === '0' ? '1000' : starter;
const asUser = ['unshare', '--user', `--map-user=${user}`, `--map-group=${user}`, '--'];

async function openWindow(
  id: unknown,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const bus = /^unix:(?:[^;]*,)?path=([^,;]+)/.exec(environment.DBUS_SESSION_BUS_ADDRESS ?? '')?.[1];
  const changed: Record<string, string> = {};
  if (starter === '0' && bus !== undefined)
    try {
      const own = join(environment.XDG_RUNTIME_DIR ?? tmpdir(), 'bus');
      changed.DBUS_SESSION_BUS_ADDRESS = await relayBus(decodeURIComponent(bus), own);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = `The session bus cannot be reached, so there is no icon in the tray: ${reason}`;
      answer(id, { type: 'line', stream: 'stderr', text });
    }
  const start = [process.execPath, program('scripts/start.ts'), ...words];
  run(id, [...asUser, ...start], { ...environment, ...changed });
}

function fetchPage(id: unknown, url: string): void {
  const failed = (error: Error): void => {
    answer(id, { type: 'failed', reason: error.message });
  };
  const request = get(url, { timeout: fetchTimeout, agent: false }, (response) => {
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      if (body.length < largestPage) body += text;
    });
    response.on('error', failed);
    response.on('end', () => {
      const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1];
      answer(id, { type: 'done', status: response.statusCode, title, bytes: Buffer.byteLength(body) });
    });
  });
  request.on('timeout', () => request.destroy(new Error(`no answer within ${fetchTimeout / 1000} seconds`)));
  request.on('error', failed);
}

function obey({ id, type, words = [], environment, url }: JsonObject): void {
  const given = words as readonly string[];
  if (type === 'rasdial') run(id, [process.execPath, program('cli/main.ts'), ...given]);
  if (type === 'helper') {
    run(id, [process.execPath, '--disable-sigusr1', program('helper/main.ts'), `--idle-exit=${helperStays}`]);
  }
  if (type === 'window') void openWindow(id, given, environment as Readonly<Record<string, string>>);
  if (type === 'fetch') fetchPage(id, String(url));
}

process.stdout.on('error', () => process.exit(0));
readLines(process.stdin, { message: obey, stray: () => undefined, ended: () => process.exit(0) });
ip('link', 'set', 'lo', 'up');
answer(undefined, { type: 'ready' });
