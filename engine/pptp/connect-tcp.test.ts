/** One TCP connection: refused, in time, too late, given up. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import { connectTcp } from './connect-tcp.ts';

async function listening(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('a server that listens is reached, and no timer is left', async () => {
  const server = await listening();
  const clock = new FakeClock();
  const socket = await connectTcp('127.0.0.1', server.port, 1000, clock, new AbortController().signal);
  expect(clock.pending).toBe(0);
  socket.destroy();
  await server.close();
});

test('a closed port is ECONNREFUSED', async () => {
  const server = await listening();
  await server.close();
  const attempt = connectTcp('127.0.0.1', server.port, 1000, new FakeClock(), new AbortController().signal);
  await expect(attempt).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('time running out is ETIMEDOUT', async () => {
  const server = await listening();
  const clock = new FakeClock();
  const attempt = connectTcp('127.0.0.1', server.port, 1000, clock, new AbortController().signal);
  clock.advance(1000);
  await expect(attempt).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  expect(clock.pending).toBe(0);
  await server.close();
});

test('giving up rejects at once, also when it happened before', async () => {
  const clock = new FakeClock();
  const late = new AbortController();
  const attempt = connectTcp('127.0.0.1', 9, 1000, clock, late.signal);
  late.abort();
  await expect(attempt).rejects.toThrow('given up');
  await expect(connectTcp('127.0.0.1', 9, 1000, clock, AbortSignal.abort())).rejects.toThrow('given up');
  expect(clock.pending).toBe(0);
});
