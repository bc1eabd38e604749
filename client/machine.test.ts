/** What the machine offers and where a number leads: serial lines, a server that is there, the number that is dialled. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Locations } from '../contract/locations.ts';
import { defaultLocations } from '../contract/locations.ts';
import type { Entry } from '../contract/phonebook.ts';
import { chainOf } from './chain.ts';
import { dialledEntry } from './dialled-entry.ts';
import { Phonebook } from './phonebook.ts';
import { processRun } from './process-run.ts';
import { serialDevices } from './serial-devices.ts';
import { refusal } from './start-helper.ts';
import { testHost } from './test-host.ts';

describe('serial devices', () => {
  const root = mkdtempSync('/tmp/dun-test-');
  afterAll(() => {
    rmSync(root, { recursive: true });
  });
  const [dev, sys] = [join(root, 'dev'), join(root, 'sys')];

  it('are those by id first, then the real ones the kernel names, each once', async () => {
    mkdirSync(join(dev, 'serial/by-id'), { recursive: true });
    for (const name of ['ttyUSB0', 'ttyACM10', 'ttyACM2', 'ttyS0', 'ttyS1', 'tty1', 'ttyprintk'])
      writeFileSync(join(dev, name), '');
    symlinkSync('../../ttyUSB0', join(dev, 'serial/by-id/usb-Acme_56K_Modem_0001-if00-port0'));
    symlinkSync('../../ttyUSB7', join(dev, 'serial/by-id/usb-Unplugged-if00'));
    for (const [name, type] of [
      ['ttyS0', '4'],
      ['ttyS1', '0'],
    ] as const) {
      mkdirSync(join(sys, 'class/tty', name), { recursive: true });
      writeFileSync(join(sys, 'class/tty', name, 'type'), `${type}\n`);
    }
    expect(await serialDevices({ dev, sys })).toEqual([
      {
        path: join(dev, 'serial/by-id/usb-Acme_56K_Modem_0001-if00-port0'),
        label: 'Acme 56K Modem 0001 (ttyUSB0)',
        accessible: true,
      },
      { path: join(dev, 'ttyACM2'), label: 'USB modem (ttyACM2)', accessible: true },
      { path: join(dev, 'ttyACM10'), label: 'USB modem (ttyACM10)', accessible: true },
      { path: join(dev, 'ttyS0'), label: 'Serial port 1 (ttyS0)', accessible: true },
    ]);
  });

  it('are none on a machine without', async () => {
    expect(await serialDevices({ dev: join(root, 'none'), sys })).toEqual([]);
  });
});

const deaf = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

describe('the test of a host', () => {
  it('tells the address and how long the answer took', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await testHost('localhost', { port });
    expect(answer.address).toBe('127.0.0.1');
    expect(answer.milliseconds).toBeGreaterThan(0);
    await new Promise((resolve) => server.close(resolve));
    await expect(testHost('127.0.0.1', { port })).rejects.toMatchObject({
      error: { number: 808, evidence: expect.stringContaining('ECONNREFUSED') as string },
    });
  });

  it('has no name for a host that does not resolve', async () => {
    await expect(testHost('no-such-host.invalid')).rejects.toMatchObject({ error: { number: 868 } });
  });

  it('gives up on one that does not answer', async () => {
    // A program that listens and never accepts: once its queue is full, nobody is answered.
    const listener = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(listener.stdout, 'data')) as [Buffer];
    const port = Number(said);
    const queue = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await once(queue[0]!, 'connect');
    await expect(testHost('127.0.0.1', { port, patience: 100 })).rejects.toMatchObject({
      error: { number: 809, evidence: 'no answer within 0.1 seconds' },
    });
    for (const socket of queue) socket.destroy();
    listener.kill('SIGKILL');
    await once(listener, 'exit');
  });
});

describe('the number that is dialled', () => {
  const [usual] = defaultLocations.locations;
  const away: Locations = {
    ...defaultLocations,
    current: 'Hotel',
    locations: [
      {
        ...usual!,
        name: 'Hotel',
        areaCode: '212',
        outsideLocal: '9,',
        outsideLongDistance: '8,',
        dialling: 'pulse',
      },
    ],
  };
  const isp: Entry = {
    name: 'ISP',
    device: { kind: 'tcp-modem', host: '127.0.0.1', port: 2001 },
    phone: '555-0101',
    areaCode: '415',
    countryCode: 1,
    useDialingRules: true,
  };
  const office: Entry = {
    name: 'Office',
    device: { kind: 'pptp' },
    host: 'vpn.example.net',
    dialFirst: 'ISP',
  };
  const book = new Phonebook('x').with(isp).with(office);

  it('follows from where the user is, and so does tone or pulse', () => {
    expect(chainOf(book, 'Office').map((entry) => dialledEntry(entry, away))).toEqual([
      office,
      { ...isp, phone: '8,14155550101', dialling: 'pulse' },
    ]);
  });

  it('is dialled in tone or pulse as the entry says, where it says so', () => {
    expect(dialledEntry({ ...isp, dialling: 'tone' }, away).dialling).toBe('tone');
    expect(dialledEntry({ ...isp, dialling: 'pulse' }, defaultLocations).dialling).toBe('pulse');
    expect(dialledEntry({ ...isp, dialling: 'pulse', useDialingRules: false }, away).dialling).toBe('pulse');
  });

  it('is what the entry says where it does not use the rules', () => {
    const plain = { ...isp, useDialingRules: false };
    expect(dialledEntry(plain, away)).toBe(plain);
    expect(dialledEntry({ ...office, useDialingRules: true }, away)).toMatchObject({
      host: 'vpn.example.net',
    });
  });

  it('holds the number of the calling card, and without it nothing is dialled', () => {
    const card = { name: 'Card', sameArea: 'G', longDistance: '18005551234,H,FG', international: '011EFG' };
    const withCard: Locations = {
      ...away,
      locations: away.locations.map((each) => ({ ...each, callingCard: 'Card' })),
      callingCards: [card],
    };
    expect(dialledEntry(isp, withCard, '7777').phone).toBe('8,18005551234,7777,4155550101');
    expect(() => dialledEntry(isp, withCard)).toThrow(/749/);
    // A local call is made without it.
    expect(dialledEntry({ ...isp, areaCode: '212' }, withCard).phone).toContain('5550101');
  });
});

describe('the life of a helper', () => {
  it('is told from every other, and one that is not there has no start', async () => {
    const ours = await processRun(process.pid);
    expect(await processRun(process.pid)).toBe(ours);
    expect(await processRun(1)).not.toBe(ours);
    expect(ours).toMatch(/^[0-9a-f-]{36}\/\d+\/\d+$/);
    expect(await processRun(2 ** 22 + 1)).toMatch(/\/4194305\/$/);
  });
});

describe('what pkexec answers', () => {
  it.each([
    [126, '', 'You did not allow the helper to be started.'],
    [
      127,
      'Error executing command as another user: Not authorized',
      'You are not allowed to start the helper.',
    ],
    [
      127,
      'Error executing command as another user: No authentication agent found.',
      'start a polkit authentication agent',
    ],
    [1, 'the helper has to be started as root', 'The helper could not be started.'],
    [null, '', 'The helper could not be started.'],
  ])('%s %s is 711: %s', (status, stderr, cause) => {
    const { error } = refusal(status, stderr);
    expect(error).toMatchObject({ number: 711, cause: expect.stringContaining(cause) as string });
    if (stderr !== '') expect(error.evidence).toBe(stderr);
  });
});
