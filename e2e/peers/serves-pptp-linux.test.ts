import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Namespace } from '../harness/namespace.ts';
import { Guest } from './guest.ts';

/** Our PPTP server in a namespace, joined by a tap device to a guest that dials it with pptp-linux and pppd. */
const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/node/bin/node');
let namespace: Namespace;
let server: ChildProcess;
let guest: Guest;
let log = '';

beforeAll(async () => {
  namespace = await Namespace.create();
  await namespace.must('ip', ['tuntap', 'add', 'peer0', 'mode', 'tap']);
  await namespace.must('ip', ['addr', 'add', '192.168.77.1/24', 'dev', 'peer0']);
  for (const address of ['10.99.0.1', '10.99.0.80']) {
    await namespace.must('ip', ['addr', 'add', `${address}/32`, 'dev', 'lo']);
  }
  await namespace.must('ip', ['link', 'set', 'peer0', 'up']);
  server = namespace.spawn(node, [join(import.meta.dirname, 'pptp-server.ts'), '192.168.77.1'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  server.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await Promise.race([
    once(server.stdout ?? server, 'data'),
    once(server, 'close').then(() => Promise.reject(new Error(`the server ended: ${log}`))),
  ]);
  guest = new Guest({
    init: 'client-init',
    tap: 'peer0',
    words: { MODE: 'pptp', SERVER: '192.168.77.1', ETH: '192.168.77.2/24' },
    through: (program, args) => namespace.spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }),
  });
  await guest.printed(/REF DONE/);
});
afterAll(async () => {
  await guest.close();
  server.kill();
  await namespace.close();
});

test('pptp-linux and pppd connect to our server, with MPPE-128', () => {
  expect(guest.output, log).toMatch(/PPPD MPPE 128-bit stateless compression enabled/);
  expect(guest.output).toMatch(/PPPD remote IP address 10\.99\.0\.1/);
});

test('their pings come back, from the server and from the LAN behind it', () => {
  expect(guest.output).toMatch(/REF 20 packets transmitted, 20 received/);
  expect(guest.output).toMatch(/REF LAN 3 packets transmitted, 3 received/);
});

test('the call ends as politely as it began', () => {
  expect(guest.output).toMatch(/PPPD Connection terminated/);
  expect(log).not.toMatch(/Error|throw/);
});
