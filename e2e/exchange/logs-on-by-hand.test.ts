import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningExchange } from '../../isp/testing.ts';
import { Caller, exchange, isp } from './caller.ts';

/** rasdial on a terminal, and a number that wants to be logged on to by hand before PPP starts. */
let folder: string;
let provider: RunningExchange;
let caller: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dun-e2e-'));
  provider = await exchange({ modems: 1 }, folder);
  caller = await Caller.create(provider);
});
afterAll(async () => {
  await caller.close();
  await provider.close();
  await rm(folder, { recursive: true });
});

test('what is typed goes to the other end, what it says is shown, and its first PPP frame ends the terminal', async () => {
  await caller.rasdial.setEntries([isp('555-0103', { terminal: 'after' })]);
  const words = [process.execPath, ...caller.rasdial.arguments(['Demo ISP', 'dialin', 'modem56k'])];
  const command = words.map((word) => `'${word}'`).join(' ');
  const terminal = caller.namespace.spawn('script', ['-qefc', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  const answers = [
    ['login: ', 'dialin\r'],
    ['password: ', 'modem56k\r'],
    ['to begin.', 'ppp\r'],
  ];
  let seen = 0;
  terminal.stdout?.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    const [prompt = '', typed = ''] = answers[0] ?? [];
    const at = screen.indexOf(prompt, seen);
    if (answers.length === 0 || at < 0) return;
    seen = at + prompt.length;
    answers.shift();
    terminal.stdin?.write(typed);
  });
  const [status] = (await once(terminal, 'close')) as [number];
  expect(screen).toMatch(/Terminal for Demo ISP[^]*Welcome to the Internet/);
  expect(screen).not.toContain('modem56k');
  expect(screen).toContain('Successfully connected to Demo ISP.');
  expect(status).toBe(0);
  await caller.rasdial.hangUp('Demo ISP');
});

test('without a terminal it is error 703, and nothing is dialled', async () => {
  const { error, lines } = await caller.rasdial.dial('Demo ISP');
  expect(error).toBe(703);
  expect(lines.filter(({ state }) => state === 'connectDevice')).toEqual([]);
});
