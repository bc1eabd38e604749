import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Namespace } from '../harness/namespace.ts';
import { Rasdial } from '../harness/rasdial.ts';
import { credentials, isp, office } from './caller.ts';

/** `npm run isp` as its user has it: on a machine that has loopback and nothing else, read off what it prints. */
const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/node/bin/node');
let machine: Namespace;
let program: ChildProcess;
let rasdial: Rasdial;
let before: string;
let printed = '';

beforeAll(async () => {
  machine = await Namespace.create();
  before = await machine.network();
  const env = { ...process.env };
  delete env.SUDO_USER; // or it would tell us to use sudo
  program = machine.spawn(node, [join(root, 'isp/main.ts'), '--port=0', '--modems=1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const ended = once(program, 'close').then(() => {
    throw new Error(`it ended: ${printed}`);
  });
  ended.catch(() => undefined);
  for (const stream of [program.stdout, program.stderr]) {
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  while (!printed.includes('Ctrl-C ends everything')) {
    await Promise.race([once(program.stdout ?? program, 'data'), ended]);
  }
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(printed)?.[1]);
  rasdial = await Rasdial.create(
    machine,
    [isp('555-0100', { device: { kind: 'tcp-modem', host: '127.0.0.1', port } }), office()],
    credentials,
  );
});
afterAll(async () => {
  if (program.exitCode === null) program.kill('SIGKILL');
  await rasdial.close();
  await machine.close();
});

test('the commands it prints dial the office from the machine it made for them', async () => {
  const [dial = '', status = '', hangUp = ''] = [...printed.matchAll(/^ {2}(nsenter .*main\.ts .*)$/gm)].map(
    ([, line]) => line ?? '',
  );
  const dialled = await machine.run('sh', ['-c', dial]);
  expect(dialled.stderr).toBe('');
  expect(dialled.stdout).toContain('Successfully connected to Office.');
  expect(await machine.must('sh', ['-c', status])).toContain('Demo ISP');
  expect((await machine.run('sh', ['-c', hangUp])).status).toBe(0);
  expect(await machine.must('sh', ['-c', status])).toContain('No connections');
  expect(await machine.network()).toBe(before);
});

test('its TCP port is a modem that reaches the office; Ctrl-C breaks the call and leaves nothing', async () => {
  const call = await rasdial.dial('Office');
  expect(call.stderr).toBe('');
  expect(call.status).toBe(0);
  expect((await rasdial.status('Office')).agreement).toMatchObject({ encryptionBits: 128 });
  const page = 'console.log(await (await fetch("http://10.99.0.80/")).text())';
  expect(await machine.must(node, ['--input-type=module', '--eval', page])).toContain('Intranet');

  const family = descendants(program.pid ?? 0);
  expect(family.length).toBeGreaterThan(2);
  const folder = dirname(/--phonebook=(\S+)/.exec(printed)?.[1] ?? '');
  expect(existsSync(folder)).toBe(true);
  const closed = once(program, 'close');
  program.kill('SIGINT');
  expect(await closed).toEqual([0, null]);
  await expect.poll(() => family.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  await expect.poll(() => machine.network(), { timeout: 10_000 }).toBe(before);
});

/** What a process started, and what that started. */
function descendants(ancestor: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
    } catch {
      // It has just ended.
    }
  }
  const found = [ancestor];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found.slice(1);
}
