/** Who is at the other end of a socket, and shedding what a process need not be able to do. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { capabilities, execWithReducedCapabilities, peerCredentials } from './index.js';
import type { Socket } from 'node:net';

test('the kernel names the peer of a Unix socket', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dun-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'socket');
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const client = createConnection(path);
  const socket = await accepted;
  const { fd } = (socket as unknown as { _handle: { fd: number } })._handle;
  expect(peerCredentials(fd)).toEqual({ pid: process.pid, uid: process.getuid?.(), gid: process.getgid?.() });
  client.destroy();
  socket.destroy();
  server.close();
});

test('a descriptor that is no Unix socket has no peer', () => {
  expect(() => peerCredentials(987_654)).toThrow(
    expect.objectContaining({ code: 'EBADF', syscall: 'getsockopt' }),
  );
});

test('after the exec every thread has two capabilities and no way to more', () => {
  const program = fileURLToPath(new URL('./testing/reduced.ts', import.meta.url));
  const output = execFileSync(process.execPath, [program, 'an', 'argument']);
  const left = JSON.parse(output.toString()) as {
    threads: string[];
    environment: object;
    args: string[];
    capabilities: unknown[];
  };
  expect(left.threads.length).toBeGreaterThan(1);
  const two = '0000000000003000';
  for (const thread of left.threads) expect(thread).toBe(`${two} ${two} ${two} 0000000000000000 1`);
  expect(left.capabilities).toEqual(['12288', '12288', true]);
  expect(left.environment).toEqual({ MARK: 'set' });
  expect(left.args).toEqual(['an', 'argument']);
});

test('only an absolute path is executed, and a failure is told', () => {
  expect(() => execWithReducedCapabilities('node', ['node'], {})).toThrow(TypeError);
  expect(capabilities().noNewPrivs).toBe(false);
});
