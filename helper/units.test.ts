/** The helper's small parts, each by itself. */
import {
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogRecord } from '../contract/log.ts';
import type { Entry } from '../contract/phonebook.ts';
import { resolveEntry } from '../contract/phonebook.ts';
import { parseHelperArguments } from './arguments.ts';
import { callOptions } from './call-device.ts';
import type { DeviceView } from './device-port.ts';
import { checkPort, driverType } from './device-port.ts';
import type { Effective } from './dns.ts';
import { Dns, effective } from './dns.ts';
import { Journal } from './journal.ts';
import { LogRing } from './log-ring.ts';
import { ResolvConf, restoreResolvConf } from './resolv-conf.ts';
import { Routes } from './routes.ts';
import { commandText, runCommand } from './run-command.ts';

const directory = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const quiet = () => undefined;

describe('which name servers count', () => {
  const isp = { interfaceName: 'dun0', servers: ['192.0.2.53'], exclusive: true };
  const office = { interfaceName: 'dun1', servers: ['10.0.0.53', '10.0.0.54'], exclusive: true };
  it('the newest alone when all traffic goes its way', () => {
    expect(effective([isp, office])).toEqual({ interfaceName: 'dun1', servers: office.servers });
  });
  it('the newest first, then those beneath, when it takes only some traffic', () => {
    expect(effective([isp, { ...office, exclusive: false }])?.servers).toEqual([
      '10.0.0.53',
      '10.0.0.54',
      '192.0.2.53',
    ]);
  });
  it('none when none is left', () => {
    expect(effective([])).toBeUndefined();
  });
  it('unwinds in any order', async () => {
    const applied: (Effective | undefined)[] = [];
    const dns = new Dns(() =>
      Promise.resolve({
        name: 'test',
        apply: (wanted) => {
          applied.push(wanted);
          return Promise.resolve();
        },
      }),
    );
    await dns.add(1, isp, quiet);
    await dns.add(2, office, quiet);
    await dns.remove(1, quiet);
    await dns.remove(2, quiet);
    await dns.remove(2, quiet);
    expect(applied.map((wanted) => wanted?.interfaceName)).toEqual(['dun0', 'dun1', 'dun1', undefined]);
  });
});

describe('resolv.conf', () => {
  const journal = new Journal(directory);
  const path = join(directory, 'resolv.conf');
  it('comes back as it was, mode included; search and options stay meanwhile', () => {
    writeFileSync(path, 'search a.example\nnameserver 9.9.9.9\noptions rotate\n', { mode: 0o644 });
    const file = new ResolvConf(journal, path);
    file.write(['192.0.2.53']);
    file.write(['10.0.0.53']);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# Written by.*\nsearch a\.example\noptions rotate\nnameserver 10\.0\.0\.53\n$/,
    );
    expect(file.restore()).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('search a.example\nnameserver 9.9.9.9\noptions rotate\n');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(journal.left()).toEqual([]);
  });
  it('is left alone when somebody else has written it since', () => {
    const file = new ResolvConf(journal, path);
    file.write(['192.0.2.53']);
    writeFileSync(path, 'nameserver 1.1.1.1\n');
    expect(file.restore()).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('nameserver 1.1.1.1\n');
  });
  it('is a link again when it was one, and absent when it was not there', () => {
    const link = join(directory, 'link.conf');
    symlinkSync('resolv.conf', link);
    const file = new ResolvConf(journal, link);
    file.write(['192.0.2.53']);
    expect(readFileSync(path, 'utf8')).toBe('nameserver 1.1.1.1\n');
    file.restore();
    expect(readlinkSync(link)).toBe('resolv.conf');
    const missing = join(directory, 'missing.conf');
    const other = new ResolvConf(journal, missing);
    other.write(['192.0.2.53']);
    other.restore();
    expect(statSync(missing, { throwIfNoEntry: false })).toBeUndefined();
  });
  it('is in the journal while it is ours, which is enough to restore it after a crash', () => {
    const file = new ResolvConf(journal, path);
    file.write(['192.0.2.53']);
    const [left] = new Journal(directory).left();
    if (left?.kind !== 'resolv.conf') throw new Error('not in the journal');
    expect(statSync(join(directory, 'journal.json')).mode & 0o777).toBe(0o600);
    expect(restoreResolvConf(left.original, path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('nameserver 1.1.1.1\n');
  });
});

describe('routes', () => {
  const answered = (stdout: string, status = 0, stderr = '') =>
    new Routes(
      () => Promise.resolve({ status, stdout, stderr }),
      new Journal(mkdtempSync(join(directory, 'j'))),
    );
  it('read the way to a server from the kernel: a gateway, a link, or the host itself', async () => {
    const get = (route: object) => answered(JSON.stringify([route])).way('198.51.100.1', quiet);
    expect(await get({ dev: 'eth0', gateway: '192.0.2.1', prefsrc: '192.0.2.7' })).toEqual([
      'via',
      '192.0.2.1',
      'dev',
      'eth0',
    ]);
    expect(await get({ dev: 'ppp0' })).toEqual(['dev', 'ppp0']);
    expect(await get({ type: 'local', dev: 'lo' })).toBeUndefined();
  });
  it('tell a server that cannot be reached, with what ip said', async () => {
    const nowhere = answered('', 2, 'RTNETLINK answers: Network is unreachable');
    await expect(nowhere.way('198.51.100.1', quiet)).rejects.toMatchObject({
      number: 769,
      evidence: expect.stringContaining('unreachable'),
    });
    await expect(answered('no json').way('198.51.100.1', quiet)).rejects.toMatchObject({ number: 769 });
    await expect(answered('').way('--help', quiet)).rejects.toMatchObject({ number: 769 });
  });
  it('are written down before they are set, and no more when they could not be', async () => {
    const folder = mkdtempSync(join(directory, 'j'));
    const journal = new Journal(folder);
    let seen: unknown;
    const routes = new Routes(() => {
      seen = new Journal(folder).left();
      return Promise.resolve({ status: 2, stdout: '', stderr: 'RTNETLINK answers: File exists' });
    }, journal);
    await expect(routes.add(4, ['10.0.0.0/8', 'dev', 'dun0'], quiet)).rejects.toMatchObject({ number: 611 });
    expect(seen).toMatchObject([{ kind: 'route', route: ['10.0.0.0/8', 'dev', 'dun0', 'proto', '77'] }]);
    expect(journal.left()).toEqual([]);
  });
});

describe('ports', () => {
  const drivers = [
    '/dev/tty             /dev/tty        5       0 system:/dev/tty',
    'usbserial            /dev/ttyUSB   188 0-511 serial',
    'serial               /dev/ttyS       4 64-95 serial',
    'unknown              /dev/tty        4 1-63 console',
    'pty_slave            /dev/pts      136 0-1048575 pty:slave',
  ].join('\n');
  const view = (major: number, minor: number, uid = 0, path = '/dev/x'): DeviceView => ({
    resolve: () => path,
    status: () => ({ character: true, major, minor, uid }),
    drivers: () => drivers,
  });
  it('are told by the driver, not by the name', () => {
    expect(driverType(drivers, 188, 3)).toBe('serial');
    expect(driverType(drivers, 4, 63)).toBe('console');
    expect(driverType(drivers, 4, 96)).toBeUndefined();
    expect(checkPort('/dev/modem', 1000, view(188, 0))).toEqual({ path: '/dev/x' });
    expect(checkPort('/dev/modem', 1000, view(4, 64))).toEqual({ path: '/dev/x' });
    for (const [major, minor] of [
      [4, 1],
      [5, 0],
      [5, 1],
      [1, 1],
    ] as const)
      expect(checkPort('/dev/ttyS0', 0, view(major, minor))).toMatchObject({ failure: { number: 615 } });
  });
  it('may be a pseudo terminal of the one who asks, of nobody else', () => {
    expect(checkPort('/dev/pts/3', 1000, view(136, 3, 1000))).toEqual({ path: '/dev/x' });
    expect(checkPort('/dev/pts/3', 1000, view(136, 3, 1001))).toMatchObject({ failure: { number: 633 } });
    expect(checkPort('/dev/pts/3', 0, view(136, 3, 1001))).toEqual({ path: '/dev/x' });
  });
  it('are never outside /dev', () => {
    expect(checkPort('/dev/../tmp/x', 0, view(188, 0, 0, '/tmp/x'))).toMatchObject({
      failure: { number: 615 },
    });
  });
});

describe('commands', () => {
  it('get a clean environment and no shell', async () => {
    process.env.DUN_TEST_SECRET = 'x';
    const { stdout } = await runCommand('env', []);
    expect(stdout).toBe('PATH=/usr/sbin:/sbin:/usr/bin:/bin\nLC_ALL=C\n');
    expect((await runCommand('printf', ['%s', '$(id); `id`'])).stdout).toBe('$(id); `id`');
  });
  it('are found only where root alone can write', async () => {
    expect(await runCommand('no-such-program', [])).toMatchObject({
      status: undefined,
      stderr: expect.stringContaining('not installed'),
    });
  });
  it('are shown as a shell would need them', () => {
    expect(commandText('resolvectl', ['domain', 'dun0', '~.', "it's"])).toBe(
      "resolvectl domain dun0 ~. 'it'\\''s'",
    );
  });
});

describe('the helper’s arguments', () => {
  it('know who asked', () => {
    expect(parseHelperArguments([], { PKEXEC_UID: '1000' }, 0)).toMatchObject({
      mode: 'launch',
      owner: 1000,
    });
    expect(parseHelperArguments([], { SUDO_UID: '1001' }, 0).owner).toBe(1001);
    expect(parseHelperArguments([], {}, 0)).toMatchObject({
      owner: 0,
      runtimeDirectory: '/run/dial-up-networking',
    });
  });
  it('let nobody but root choose another directory or owner', () => {
    for (const argument of ['--runtime-dir=/tmp/x', '--owner=0'])
      expect(() => parseHelperArguments([argument], { PKEXEC_UID: '1000' }, 0)).toThrow(/only root/);
    expect(() => parseHelperArguments(['serve'], { PKEXEC_UID: '1000' }, 0)).toThrow(/first/);
    expect(() => parseHelperArguments(['--plugin=x'], {}, 0)).toThrow(/unknown/);
  });
});

it('the log of a call is bounded in lines and in bytes, newest kept', () => {
  const record = (text: string): LogRecord => ({
    time: 0,
    entry: 'a',
    call: 1,
    leg: 'isp',
    layer: 'lcp',
    text,
  });
  const ring = new LogRing();
  for (let line = 0; line < 10_000; line += 1) ring.push(record(String(line)));
  expect(ring.records).toHaveLength(2_000);
  expect(ring.records.at(-1)?.text).toBe('9999');
  for (let line = 0; line < 100; line += 1) ring.push(record('x'.repeat(100_000)));
  expect(ring.records.length).toBeLessThan(11);
});

it('an entry without init leaves it to the engine; its own replaces it, be it empty', () => {
  const credentials = { user: '', password: '' };
  const initOf = (device: Entry['device']) => {
    const entry = resolveEntry({ name: 'ISP', device, phone: '1' });
    const made = callOptions(entry, credentials, false, (path) => ({ path }));
    return 'options' in made && 'init' in made.options.device ? made.options.device.init : 'none';
  };
  const tcp = { kind: 'tcp-modem', host: 'modems.example', port: 2323 } as const;
  for (const device of [{ kind: 'modem', port: '/dev/ttyS0' } as const, tcp]) {
    expect(initOf(device)).toBeUndefined();
    expect(initOf({ ...device, init: 'ATX3' })).toEqual(['ATX3']);
    expect(initOf({ ...device, init: [] })).toEqual([]);
  }
});
