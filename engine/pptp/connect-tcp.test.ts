/** One TCP connection: refused, in time, too late, given up, and with the first SYN lost. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import type { LostSynResult } from '../testing/lost-syn.ts';
import { runScenario } from '../testing/run-scenario.ts';
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

test('of several attempts one is kept, and the others end without having sent a byte', async () => {
  const heard = new Map<Socket, string>();
  const server = createServer((socket) => {
    heard.set(socket, '');
    socket.on('data', (bytes) => heard.set(socket, bytes.toString()));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clock = new FakeClock();
  const attempt = connectTcp('127.0.0.1', port, 1000, clock, new AbortController().signal);
  clock.advance(600);
  const kept = await attempt;
  expect(clock.pending).toBe(0);
  kept.end('hello');
  await expect.poll(() => [...heard.keys()].filter((socket) => socket.closed).length).toBe(3);
  expect([...heard.values()].toSorted()).toEqual(['', '', 'hello']);
  await new Promise((resolve) => server.close(resolve));
});

test('giving up ends every attempt', async () => {
  const clock = new FakeClock();
  const control = new AbortController();
  const server = await listening();
  const attempt = connectTcp('127.0.0.1', server.port, 1000, clock, control.signal);
  clock.advance(250);
  control.abort();
  await expect(attempt).rejects.toThrow('given up');
  expect(clock.pending).toBe(0);
  await server.close();
});

test('a first SYN that is lost costs a quarter of a second, not a whole one', async () => {
  const result = (await runScenario('lostSyn', { listening: true })) as LostSynResult;
  expect(result).toMatchObject({ synsSent: 2, accepted: 1 });
  expect(result.milliseconds).toBeGreaterThanOrEqual(240);
  expect(result.milliseconds).toBeLessThan(1000);
});

test('a further attempt that is refused is final', async () => {
  const result = (await runScenario('lostSyn', { listening: false })) as LostSynResult;
  expect(result).toMatchObject({ error: 'ECONNREFUSED', synsSent: 2, accepted: 0 });
});
