/**
 * The demo's own machine, from inside: runs rasdial and fetches pages when told to, JSON lines both ways. It is the first
 * process of its process namespace: when it ends, the helper and everything else in there ends with it.
 */
import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../control.ts';
import { readLines, writeLine } from '../control.ts';
import { ip } from '../namespaces.ts';

const rasdialProgram = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const fetchTimeout = 5000;
const largestPage = 1 << 20;

const answer = (id: unknown, message: JsonObject): void => {
  writeLine(process.stdout, { id, ...message });
};

function rasdial(id: unknown, words: readonly string[]): void {
  const child = spawn(process.execPath, [rasdialProgram, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
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

function obey({ id, type, words, url }: JsonObject): void {
  if (type === 'rasdial') rasdial(id, words as readonly string[]);
  if (type === 'fetch') fetchPage(id, String(url));
}

process.stdout.on('error', () => process.exit(0));
readLines(process.stdin, { message: obey, stray: () => undefined, ended: () => process.exit(0) });
ip('link', 'set', 'lo', 'up');
answer(undefined, { type: 'ready' });
