/** Who is at the other end of a socket, and shedding what a process need not be able to do. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capabilities, execWithReducedCapabilities, peerCredentials } from './index.js';
import type { Socket } from 'node:net';

const netAdmin = 1n << 12n;
const netRaw = 1n << 13n;

test('the kernel names the peer of a Unix socket', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dun-')), 'socket');
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
  const addon = new URL('./index.js', import.meta.url).href;
  const program = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { capabilities, execWithReducedCapabilities } from ${JSON.stringify(addon)};
    const before = capabilities();
    if (before.effective !== ${netAdmin | netRaw}n) {
      execWithReducedCapabilities(process.execPath, [process.execPath, ...process.execArgv, '-', 'kept'], { MARK: 'set' });
    }
    const fields = (text) => Object.fromEntries(text.split('\\n').map((line) => line.split(':\\t')));
    const threads = readdirSync('/proc/self/task').map((id) => fields(readFileSync('/proc/self/task/' + id + '/status', 'utf8')));
    console.log(JSON.stringify(threads.map((one) => [one.CapInh, one.CapPrm, one.CapEff, one.CapBnd, one.NoNewPrivs, process.env.MARK])));
  `;
  // The program text comes on stdin, which an exec would find read already: hence an argument.
  const output = execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    program.replace("'-', 'kept'", "'--eval', process.execArgv.at(-1)"),
  ]);
  expect(output.toString()).not.toBe('');
});

test('only an absolute path is executed, and a failure is told', () => {
  expect(() => execWithReducedCapabilities('node', ['node'], {})).toThrow(TypeError);
  expect(capabilities().noNewPrivs).toBe(false);
});
