import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunningExchange } from '../../isp/testing.ts';
import { Caller, exchange, isp, office } from './caller.ts';

let folder: string;
let provider: RunningExchange;
let caller: Caller;
let before: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dun-e2e-'));
  provider = await exchange({ modems: 3 }, folder);
  caller = await Caller.create(provider);
  before = await caller.namespace.network();
});
afterEach(async () => {
  await caller.rasdial.run('--disconnect');
  expect(await caller.namespace.network()).toBe(before);
});
afterAll(async () => {
  await caller.close();
  await provider.close();
  await rm(folder, { recursive: true });
});

describe('a number that does not answer with a carrier', () => {
  for (const [number, what, error] of [
    ['555-0110', 'is busy', 676],
    ['555-0111', 'rings and rings', 678],
    ['555-0112', 'is a person', 677],
    ['555-0113', 'picks up without a carrier', 679],
    ['555-0115', 'is blacklisted by the modem', 651],
    ['555-0116', 'cannot be dialled for want of a tone', 680],
    ['555-0117', 'has to wait', 651],
    ['555-0201', 'is our own modem', 676],
    ['555-0202', 'is a modem nobody answers', 678],
  ] as const) {
    test(`${number} ${what}: ${error}`, async () => {
      await caller.rasdial.setEntries([isp(number)]);
      const call = await caller.rasdial.dial('Demo ISP');
      expect(call.error).toBe(error);
      expect(call.status).toBe(1);
      expect(call.lines.at(-1)).toMatchObject({ entry: 'Demo ISP', leg: 'modem' });
      expect(call.stderr).toContain(`Error ${error}: `);
      expect(call.stdout + call.stderr).not.toContain(number.replace(/\D/g, ''));
    });
  }
});

test('a terminal login, a hiss and a silence are carriers but no PPP: 721 for each', async () => {
  // Half a minute of trying each: three callers at once.
  const others = await Promise.all([Caller.create(provider, 1), Caller.create(provider, 2)]);
  try {
    await Promise.all(
      [[caller, '555-0103'] as const, ...others.map((each, i) => [each, `555-011${8 + i}`] as const)].map(
        async ([each, number]) => {
          await each.rasdial.setEntries([isp(number)]);
          const call = await each.rasdial.dial('Demo ISP');
          expect(call.lines.at(-1), number).toMatchObject({ entry: 'Demo ISP', leg: 'isp', error: 721 });
          expect(call.status).toBe(1);
          expect(call.stderr).toContain('Error 721: ');
          expect(await each.namespace.network()).toBe(before);
        },
      ),
    );
  } finally {
    for (const each of others) await each.close();
  }
});

describe('a number that logs us on', () => {
  for (const [number, authentication, bits] of [
    ['555-0100', 'CHAP MD5', 0],
    ['555-0101', 'PAP', 0],
    ['555-0102', 'MS-CHAP v2', 128],
    ['555-0104', 'EAP MS-CHAP v2', 128],
    ['555-0105', 'MS-CHAP', 128],
    ['555-0106', undefined, 0],
    ['555-0107', 'CHAP MD5', 0],
  ] as const) {
    test(`${number} does so with ${authentication ?? 'no questions asked'}`, async () => {
      await caller.rasdial.setEntries([isp(number)]);
      const call = await caller.rasdial.dial('Demo ISP');
      expect(call.stderr).toBe('');
      const { state, agreement } = await caller.rasdial.status('Demo ISP');
      expect(state).toBe('connected');
      expect(agreement?.authentication).toBe(authentication);
      expect(agreement?.encryptionBits).toBe(bits);
    });
  }
});

describe('an account that may not', () => {
  for (const [user, error] of [
    ['nightowl', 646],
    ['mothballed', 647],
    ['stale', 648],
    ['deskbound', 649],
  ] as const) {
    test(`${user} is told why: ${error}`, async () => {
      await caller.rasdial.setEntries([isp('555-0102')]);
      const call = await caller.rasdial.run('Demo ISP', user, 'modem56k', '--json');
      expect(call.stdout).toContain(`"error":${error}`);
    });
  }
});

test('a busy number is dialled again as often as the entry says, with the pause shown', async () => {
  await caller.rasdial.setEntries([isp('555-0110', { redial: { attempts: 2, pause: 1 } })]);
  const call = await caller.rasdial.dial('Demo ISP');
  expect(call.error).toBe(676);
  expect(call.lines.filter((line) => line.state === 'waitForRedial')).toHaveLength(2);
});

test('a modem behind TCP dials as one on a cable does', async () => {
  const relay = caller.namespace.spawn(
    'socat',
    ['TCP-LISTEN:2323,bind=127.0.0.1,fork,reuseaddr', `UNIX-CONNECT:${provider.socketPath}`],
    { stdio: 'ignore' },
  );
  try {
    await caller.rasdial.setEntries([
      isp('555-0100', { device: { kind: 'tcp-modem', host: '127.0.0.1', port: 2323 } }),
      office(),
    ]);
    const call = await caller.rasdial.dial('Office');
    expect(call.stderr).toBe('');
    expect(await caller.fetch('http://10.99.0.80/')).toContain('Intranet');
    await caller.rasdial.run('--disconnect');
  } finally {
    relay.kill();
  }
});

test('two callers are in the office at once, and see the same intranet', async () => {
  const colleague = await Caller.create(provider, 1);
  try {
    await Promise.all(
      [caller, colleague].map((each) => each.rasdial.setEntries([isp('555-0100'), office()])),
    );
    const calls = await Promise.all([caller.rasdial.dial('Office'), colleague.rasdial.dial('Office')]);
    expect(calls.map((call) => call.stderr)).toEqual(['', '']);
    const addresses = await Promise.all(
      [caller, colleague].map(async (each) => (await each.rasdial.status('Office')).agreement?.ipv4?.local),
    );
    expect(new Set(addresses).size).toBe(2);
    for (const each of [caller, colleague])
      expect(await each.fetch('http://10.99.0.80/')).toContain('Intranet');
    await colleague.rasdial.run('--disconnect');
    expect(await caller.fetch('http://intranet.office/')).toContain('Intranet');
  } finally {
    await colleague.close();
  }
});

/** The connection log once it says so; the test's own limit ends the wait. */
async function logged(file: string, ...patterns: readonly RegExp[]): Promise<string> {
  const watcher = watch(file);
  try {
    for (;;) {
      const changed = once(watcher, 'change'); // before reading: what is written meanwhile is not missed
      const text = await readFile(file, 'utf8');
      if (patterns.every((pattern) => pattern.test(text))) return text;
      await changed;
    }
  } finally {
    watcher.close();
  }
}

test('a call that drops takes the tunnel with it, and the log says why', async () => {
  await caller.rasdial.setEntries([isp('555-0114'), office()]);
  const log = join(caller.namespace.folder, 'dropped.log');
  expect((await caller.rasdial.dial('Office', `--log=${log}`)).stderr).toBe('');
  await logged(log, /\[Demo ISP\] call .*Error 629/, /\[Office\] call .*Error 807/);
});

test('an idle call hangs up although the tunnel inside it keeps itself alive', async () => {
  await caller.rasdial.setEntries([
    isp('555-0100', { idle: { seconds: 3 } }),
    office({ lcpEcho: { interval: 1, failures: 4 } }),
  ]);
  const log = join(caller.namespace.folder, 'idle.log');
  expect((await caller.rasdial.dial('Office', `--log=${log}`)).stderr).toBe('');
  const text = await logged(log, /\[Office\] call .*Error 828/);
  expect(text).toMatch(/\[Office\] lcp +> LCP Echo-Request/);
});
