/** IP through two links back to back, in network namespaces: over a pty, and over GRE on a virtual cable. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cable, End, Namespace } from './testing/network.ts';
import type { Framing } from './index.js';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function newEnd(): Promise<{ namespace: Namespace; end: End }> {
  const namespace = await Namespace.make();
  cleanUp.push(() => namespace.remove());
  const end = new End(namespace);
  cleanUp.push(() => end.end());
  return { namespace, end };
}

const framing = (accm: number, compressed = true): Framing => ({
  accm,
  pfc: compressed,
  acfc: compressed,
  mru: 1500,
});

const keysA = () => ({ bits: 128, send: new Uint8Array(16).fill(1), receive: new Uint8Array(16).fill(2) });
const keysB = () => ({ bits: 128, send: new Uint8Array(16).fill(2), receive: new Uint8Array(16).fill(1) });

async function open(
  end: End,
  both: Framing,
  keys: object | undefined,
  mtu: number,
  local: string,
  remote: string,
) {
  await end.call('link', 'startFraming');
  await end.call('link', 'setFraming', { send: both, receive: both });
  await end.call('link', 'setEncryption', { keys, required: keys !== undefined });
  await end.call('link', 'setNetworks', { ipv4: true, ipv6: true });
  return end.tun(mtu, local, remote);
}

const ping = (from: Namespace, to: string, ...options: string[]) =>
  from.exec('ping', '-q', '-i', '0.01', '-w', '15', ...options, to);

async function overPty(accm: number, keys: boolean) {
  const a = await newEnd();
  const b = await newEnd();
  const pty = (await a.end.call('', 'openPty')) as { fd: number; path: string };
  await a.end.link({ kind: 'fd', fd: pty.fd });
  await b.end.link({ kind: 'tty', path: pty.path, speed: 115200, flow: 'none' });
  await open(a.end, framing(accm), keys ? keysA() : undefined, 1496, '10.7.0.1', '10.7.0.2');
  await open(b.end, framing(accm), keys ? keysB() : undefined, 1496, '10.7.0.2', '10.7.0.1');
  return { a, b };
}

async function overGre(keysOfB: () => object = keysB) {
  const a = await newEnd();
  const b = await newEnd();
  await cable(a.namespace, '192.0.2.1/24', b.namespace, '192.0.2.2/24');
  await a.end.link({ kind: 'gre', peer: '192.0.2.2', callId: 1, peerCallId: 2 });
  await b.end.link({ kind: 'gre', local: '192.0.2.2', peer: '192.0.2.1', callId: 2, peerCallId: 1 });
  const both = framing(0xffffffff);
  await open(a.end, both, keysA(), 1400, '10.7.0.1', '10.7.0.2');
  await open(b.end, both, keysOfB(), 1400, '10.7.0.2', '10.7.0.1');
  return { a, b };
}

describe('over a pty', () => {
  test('pings of every size cross encrypted, escaped by an empty character map', async () => {
    const { a, b } = await overPty(0, true);
    expect(await ping(a.namespace, '10.7.0.2', '-c', '50')).toContain(' 0% packet loss');
    expect(await ping(b.namespace, '10.7.0.1', '-c', '50', '-s', '1468')).toContain(' 0% packet loss');
    const counters = await a.end.counters();
    expect(counters).toMatchObject({ fcsErrors: 0, mppeBad: 0, mppeLate: 0, sendDropped: 0 });
    expect(counters.userPacketsSent).toBeGreaterThanOrEqual(100);
    expect(counters.userPacketsReceived).toBeGreaterThanOrEqual(100);
  });

  test('and in clear, with every control character escaped', async () => {
    const { a } = await overPty(0xffffffff, false);
    expect(await ping(a.namespace, '10.7.0.2', '-c', '20', '-s', '1000')).toContain(' 0% packet loss');
  });

  test('IPv6 crosses between link-local addresses', async () => {
    const { a, b } = await overPty(0, true);
    await a.end.call('tun', 'addIpv6LinkLocal', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1));
    await b.end.call('tun', 'addIpv6LinkLocal', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 2));
    expect(await a.namespace.ip('-6', 'addr', 'show', 'dev', 'dun0')).toContain('inet6 fe80::1/64');
    // A new address is tentative for a moment, on some kernels even without duplicate detection.
    await expect
      .poll(() => ping(a.namespace, 'fe80::2%dun0', '-c', '5').catch(String), { timeout: 10_000 })
      .toContain(' 0% packet loss');
  });

  test('nothing of a user leaves while encryption is required and there are no keys', async () => {
    const { a, b } = await overPty(0, true);
    const before = (await b.end.counters()).framesReceived;
    await a.end.call('link', 'setEncryption', { required: true });
    await expect(ping(a.namespace, '10.7.0.2', '-c', '3', '-w', '1')).rejects.toThrow();
    expect((await b.end.counters()).framesReceived).toBe(before);
    expect((await a.end.counters()).sendDropped).toBeGreaterThanOrEqual(3);
  });

  test('clear packets are refused where encryption is required', async () => {
    const { a, b } = await overPty(0, true);
    await a.end.call('link', 'setEncryption', { required: false });
    await expect(ping(a.namespace, '10.7.0.2', '-c', '3', '-w', '1')).rejects.toThrow();
    expect((await b.end.counters()).mppeClearDropped).toBeGreaterThanOrEqual(3);
  });

  test('a TUN that closes takes its interface along, and its link lives on', async () => {
    const { a } = await overPty(0, true);
    expect(await a.namespace.ip('-o', 'link')).toContain('dun0');
    await a.end.call('tun', 'close');
    await a.end.call('tun', 'close');
    expect(await a.namespace.ip('-o', 'link')).not.toContain('dun0');
    await expect(a.end.call('tun', 'setMtu', 1400)).rejects.toMatchObject({ code: 'EBADF' });
    await expect(a.end.counters()).resolves.toBeDefined();
  });
});

describe('over GRE', () => {
  test('pings cross with MPPE-128, and are acknowledged', async () => {
    const { a, b } = await overGre();
    expect(await ping(a.namespace, '10.7.0.2', '-c', '100')).toContain(' 0% packet loss');
    expect(await ping(b.namespace, '10.7.0.1', '-c', '100', '-s', '1372')).toContain(' 0% packet loss');
    const counters = await a.end.counters();
    expect(counters).toMatchObject({ greLost: 0, greLate: 0, mppeBad: 0, malformed: 0 });
    expect(counters.greAcksReceived).toBeGreaterThan(50);
  });

  test('different keys are told as such', async () => {
    const { a, b } = await overGre(() => ({
      bits: 128,
      send: new Uint8Array(16).fill(8),
      receive: new Uint8Array(16).fill(9),
    }));
    await expect(ping(a.namespace, '10.7.0.2', '-c', '50', '-w', '1')).rejects.toThrow();
    await b.end.event((event) => event.type === 'key-mismatch');
    expect((await b.end.counters()).userPacketsReceived).toBe(0);
  });

  test('nobody at the other end is told by what the network answers', async () => {
    const a = await newEnd();
    const b = await newEnd();
    await cable(a.namespace, '192.0.2.1/24', b.namespace, '192.0.2.2/24');
    await a.end.link({ kind: 'gre', peer: '192.0.2.2', callId: 1, peerCallId: 2 });
    await a.end.call('link', 'sendControl', 0xc021, Uint8Array.of(1, 1, 0, 4));
    expect(await a.end.event((event) => event.type === 'icmp')).toMatchObject({ code: 'ENOPROTOOPT' });
  });

  test('a narrower path is told, and packets cross in fragments from then on', async () => {
    const [a, router, b] = [await newEnd(), await newEnd(), await newEnd()];
    await cable(a.namespace, '192.0.2.1/25', router.namespace, '192.0.2.2/25');
    await cable(router.namespace, '192.0.2.130/25', b.namespace, '192.0.2.129/25', 'narrow');
    for (const side of [router, b]) await side.namespace.ip('link', 'set', 'narrow', 'mtu', '1300');
    await router.namespace.exec('sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
    await a.namespace.ip('route', 'add', '192.0.2.129', 'via', '192.0.2.2');
    await b.namespace.ip('route', 'add', '192.0.2.1', 'via', '192.0.2.130');
    await a.end.link({ kind: 'gre', peer: '192.0.2.129', callId: 1, peerCallId: 2 });
    await b.end.link({ kind: 'gre', peer: '192.0.2.1', callId: 2, peerCallId: 1 });
    await open(a.end, framing(0xffffffff), keysA(), 1400, '10.7.0.1', '10.7.0.2');
    await open(b.end, framing(0xffffffff), keysB(), 1400, '10.7.0.2', '10.7.0.1');
    expect(await ping(a.namespace, '10.7.0.2', '-c', '3', '-s', '1372')).toContain('3 received');
    expect(await a.end.event((event) => event.type === 'icmp')).toEqual({
      type: 'icmp',
      code: 'EMSGSIZE',
      mtu: 1300,
    });
  });

  test('frames sent before the peer told its call id leave when it has', async () => {
    const a = await newEnd();
    const b = await newEnd();
    await cable(a.namespace, '192.0.2.1/24', b.namespace, '192.0.2.2/24');
    await a.end.link({ kind: 'gre', peer: '192.0.2.2', callId: 1 });
    await b.end.link({ kind: 'gre', peer: '192.0.2.1', callId: 2, peerCallId: 1 });
    await a.end.call('link', 'sendControl', 0xc021, Uint8Array.of(1, 1, 0, 4));
    await b.end.call('link', 'sendControl', 0xc021, Uint8Array.of(1, 9, 0, 4));
    await a.end.event((event) => event.type === 'control');
    expect((await a.end.counters()).framesSent).toBe(0);
    await a.end.call('link', 'setPeerCallId', 2);
    expect(await b.end.event((event) => event.type === 'control')).toEqual({
      type: 'control',
      protocol: 0xc021,
      information: Uint8Array.of(1, 1, 0, 4),
    });
  });

  test('TCP passes whole in both directions at once', async () => {
    const { a, b } = await overGre();
    const folder = await mkdtemp(join(tmpdir(), 'tunnel-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const file = (name: string) => join(folder, name);
    for (const name of ['from-a', 'from-b']) await writeFile(file(name), randomBytes(20 * 1024 * 1024));
    // Reads one file to its end, and waits for the end of what the other side sends into the other.
    const exchange = (side: Namespace, socket: string, from: string, to: string) =>
      side.exec('socat', '-t', '30', socket, `OPEN:${file(from)},rdonly!!CREATE:${file(to)}`);
    const server = exchange(b.namespace, 'TCP-LISTEN:5201', 'from-b', 'to-b');
    await expect
      .poll(() => b.namespace.exec('ss', '-tln').then((text) => text.includes(':5201')), { timeout: 5000 })
      .toBe(true);
    await exchange(a.namespace, 'TCP:10.7.0.2:5201', 'from-a', 'to-a');
    await server;
    for (const [sent, received] of [
      ['from-a', 'to-b'],
      ['from-b', 'to-a'],
    ] as const) {
      expect((await readFile(file(received))).equals(await readFile(file(sent))), received).toBe(true);
    }
    expect(await a.end.counters()).toMatchObject({ mppeBad: 0, receiveDropped: 0 });
  });

  test('the tunnel server’s own packets do not count as traffic', async () => {
    const { a } = await overGre();
    await a.end.call('link', 'setIdleExempt', ['10.99.0.1', '10.7.0.2']);
    const before = (await a.end.counters()).idle;
    await ping(a.namespace, '10.7.0.2', '-c', '30');
    expect((await a.end.counters()).idle).toBeGreaterThan(before + 200);
    await a.end.call('link', 'setIdleExempt', []);
    await ping(a.namespace, '10.7.0.2', '-c', '5');
    expect((await a.end.counters()).idle).toBeLessThan(200);
  });
});
