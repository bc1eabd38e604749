import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unansweredDetail } from '../../contract/dial-state.ts';
import { framesOf, readCapture } from '../harness/pcapng.ts';
import { run } from '../harness/namespace.ts';
import type { Dialled } from '../harness/rasdial.ts';
import { ispEntry, officeEntry, servers, World } from './world.ts';

let world: World;
let before: string;
beforeAll(async () => {
  world = await World.create(['chap']);
  before = await world.namespace.network();
});
afterAll(() => world.close());

async function office(more: object = {}): Promise<void> {
  await world.rasdial.setEntries([ispEntry(0), officeEntry(more)]);
}

async function hangUpEverything(): Promise<void> {
  await world.rasdial.run('--disconnect');
  expect(await world.namespace.network()).toBe(before);
}

/**
 * Dials the office, which must fail with this number: told in JSON and on stderr, with what was seen on the wire. The call
 * to the provider is part of what failed and is hung up with it, unless it was up before.
 */
async function failsToDial(
  number: number,
  { words = [], providerIsUp = false }: { words?: readonly string[]; providerIsUp?: boolean } = {},
): Promise<Dialled> {
  if (!providerIsUp) await hangUpEverything();
  const call = await world.rasdial.dial('Office', ...words);
  const { error, leg, entry, evidence } = call.lines.at(-1) ?? {};
  expect({ status: call.status, error, leg, entry }, call.stderr).toEqual({
    status: 1,
    error: number,
    leg: 'tunnel',
    entry: 'Office',
  });
  expect(call.stderr).toMatch(new RegExp(`^Error ${number}: `));
  expect(evidence).toMatch(/\S/);
  expect(call.stderr).toContain(`Evidence: ${evidence}`);
  expect(call.stdout + call.stderr).not.toMatch(/wonderland|modem56k/);
  if (providerIsUp) {
    expect((await world.rasdial.status('Real ISP')).state).toBe('connected');
    await world.rasdial.hangUp('Real ISP');
  }
  expect(await world.namespace.network()).toBe(before);
  return call;
}

test('one command dials the provider, then the office inside that call, with MPPE-128', async () => {
  await office();
  const capture = join(world.namespace.folder, 'office.pcapng');
  const log = join(world.namespace.folder, 'office.log');
  const call = await world.rasdial.dial('Office', `--capture=${capture}`, `--log=${log}`);
  expect(call.stderr).toBe('');
  expect(call.status).toBe(0);
  const states = call.lines.filter((line) => line.state).map((line) => `${line.leg} ${line.state}`);
  expect(states).toEqual(
    expect.arrayContaining([
      'isp connectDevice',
      'isp authenticate',
      'isp connected',
      'tunnel openPort',
      'tunnel connected',
    ]),
  );
  expect(states.indexOf('isp connected')).toBeLessThan(states.indexOf('tunnel openPort'));
  const status = await world.rasdial.status('Office');
  expect(status.agreement).toMatchObject({ authentication: 'MS-CHAP v2', encryptionBits: 128 });
});

test('a hundred pings through the tunnel all come back', async () => {
  await world.reach('10.99.0.1');
  expect(await world.ping('10.99.0.1', 100)).toBe(100);
});

test('ten megabytes sent through the tunnel arrive as they left', async () => {
  const file = join(world.namespace.folder, 'upload');
  const bytes = randomBytes(10 * 1024 * 1024);
  await writeFile(file, bytes);
  await world.namespace.must('socat', ['-u', `OPEN:${file},rdonly`, 'TCP:10.99.0.1:7001']);
  const sum = await world.namespace.must('socat', [
    '-u',
    'TCP:10.99.0.1:7004,retry=300,interval=0.1',
    'STDOUT',
  ]);
  expect(sum.slice(0, 64)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('ten megabytes fetched through the tunnel are what was sent', async () => {
  const file = join(world.namespace.folder, 'download');
  await world.namespace.must('socat', ['-u', 'TCP:10.99.0.1:7002', `CREATE:${file}`]);
  const sum = await world.namespace.must('socat', ['-u', 'TCP:10.99.0.1:7003', 'STDOUT']);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  expect(hash.digest('hex')).toBe(sum.slice(0, 64));
});

test('user data crossed encrypted only, and the real server counted no errors', async () => {
  const status = await world.rasdial.status('Office');
  expect(status.counters).toMatchObject({ mppeBad: 0, mppeClearDropped: 0, malformed: 0 });
  expect(status.counters?.userBytesSent).toBeGreaterThan(10 * 1024 * 1024);
  expect(world.guest.output).not.toMatch(/mppe_decompress|Unsupported protocol/i);
});

test('hanging up the tunnel leaves the call to the provider up', async () => {
  expect((await world.rasdial.hangUp('Office')).status).toBe(0);
  const isp = await world.rasdial.status('Real ISP');
  expect(isp.state).toBe('connected');
  expect(await world.ping('10.64.64.1', 3)).toBe(3);
});

test('the log tells the whole story and no secret; the capture decodes in tshark', async () => {
  const { stdout: log } = await run('cat', [join(world.namespace.folder, 'office.log')]);
  for (const word of [
    'ATDT',
    'CONNECT',
    'Configure-Request',
    'Start-Control-Connection-Request',
    'MPPE',
    '198.51.100.1',
  ]) {
    expect(log).toContain(word);
  }
  for (const secret of ['wonderland', 'modem56k', '5551000', '555-1000']) expect(log).not.toContain(secret);
  const capture = join(world.namespace.folder, 'office.pcapng');
  const { stdout, stderr, status } = await run('tshark', [
    '-r',
    capture,
    '-T',
    'fields',
    '-e',
    'frame.protocols',
  ]);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/lcp/);
  expect(stdout).toMatch(/chap/);
  expect(stdout).toMatch(/ipcp/);
  const { stdout: malformed } = await run('tshark', ['-r', capture, '-Y', '_ws.malformed']);
  expect(malformed).toBe('');
});

test('hanging up everything puts the network back as it was', async () => {
  expect((await world.rasdial.hangUp('Real ISP')).status).toBe(0);
  expect(await world.namespace.network()).toBe(before);
});

test('MPPE-40 works with a server that knows no better', async () => {
  await office({ host: servers.mppe40 });
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  expect((await world.rasdial.status('Office')).agreement?.encryptionBits).toBe(40);
  await world.reach('10.99.0.1');
  expect(await world.ping('10.99.0.1', 20)).toBe(20);
  await world.rasdial.hangUp('Office');
});

test('an entry that insists on 128 bits refuses that server with 742', async () => {
  await office({ host: servers.mppe40, encryption: 'maximum' });
  await failsToDial(742);
});

test('MS-CHAP v1 with MPPE-128 works', async () => {
  await office({ host: servers.mschapV1 });
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  expect((await world.rasdial.status('Office')).agreement).toMatchObject({
    authentication: 'MS-CHAP',
    encryptionBits: 128,
  });
  await world.reach('10.99.0.1');
  expect(await world.ping('10.99.0.1', 20)).toBe(20);
  await world.rasdial.hangUp('Office');
});

test('a server that refuses MPPE while we require it: 742, and not one packet in clear', async () => {
  await office({ host: servers.noMppe });
  await hangUpEverything();
  expect((await world.rasdial.dial('Real ISP')).stderr).toBe('');
  await world.reach('10.99.0.1');
  // Somebody talks to the office all the time: what the tunnel let through in clear would be in the capture.
  const talk = world.namespace.spawn('ping', ['-i', '0.02', '10.99.0.1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  talk.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const silent = once(talk, 'close');
  const file = join(world.namespace.folder, 'clear.pcapng');
  try {
    await once(talk.stdout ?? talk, 'data');
    await failsToDial(742, { words: [`--capture=${file}`], providerIsUp: true });
    expect(talk.exitCode).toBeNull();
  } finally {
    talk.kill('SIGINT');
    await silent;
  }
  expect(Number(/(\d+) packets transmitted/.exec(said)?.[1])).toBeGreaterThan(10);
  const frames = framesOf(await readCapture(file), 'Office');
  expect(frames.length).toBeGreaterThan(5);
  expect(frames.filter(({ protocol }) => protocol === 0x21 || protocol === 0x57)).toEqual([]);
});

test('the same server serves an entry that takes encryption or not', async () => {
  await office({ host: servers.noMppe, encryption: 'optional' });
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  expect((await world.rasdial.status('Office')).agreement?.encryptionBits).toBe(0);
  await world.reach('10.99.0.1');
  expect(await world.ping('10.99.0.1', 10)).toBe(10);
  await world.rasdial.hangUp('Office');
});

test('a wrong password at the office: 691 on the tunnel leg', async () => {
  await office();
  const call = await failsToDial(691, { words: ['alice', 'rabbit-hole'] });
  expect(call.stdout + call.stderr).not.toContain('rabbit-hole');
});

test('a server that accepts the call and never speaks PPP: 806', async () => {
  await office({ host: servers.silent });
  await failsToDial(806);
});

test('GRE blocked on our side of the network: 806, and long before it a word that nothing comes back', async () => {
  await office();
  const nft = (...words: string[]) => world.namespace.must('nft', words);
  await nft('add', 'table', 'inet', 'blocked');
  await nft('add', 'chain', 'inet', 'blocked', 'in', '{ type filter hook input priority 0; }');
  await nft('add', 'rule', 'inet', 'blocked', 'in', 'meta l4proto gre drop');
  try {
    const { lines } = await failsToDial(806);
    const told = lines.filter(({ entry, state }) => entry === 'Office' && state === 'allDevicesConnected');
    expect(told.map(({ detail }) => detail)).toEqual([undefined, unansweredDetail]);
    const gap = Date.parse(lines.at(-1)?.time ?? '') - Date.parse(told.at(-1)?.time ?? '');
    expect(gap).toBeGreaterThan(15_000);
  } finally {
    await nft('delete', 'table', 'inet', 'blocked');
  }
});

test('nobody listens at the server: 808', async () => {
  await office({ host: servers.refuses });
  await failsToDial(808);
});

test('the server does not answer: 809', async () => {
  await office({ host: servers.unreachable, connectTimeout: 2 });
  await failsToDial(809);
});

test('the server has no address: 868', async () => {
  await office({ host: 'nowhere.invalid' });
  await failsToDial(868);
});
