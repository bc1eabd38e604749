/** rasdial for real: processes, helper, engine, a NAS on a pty and a PPTP server, in namespaces of their own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namespacesWork } from '../helper/testing/namespace.ts';
import { Station } from '../helper/testing/station.ts';

interface Line {
  readonly entry?: string;
  readonly leg?: string;
  readonly state?: string;
  readonly error?: number;
  readonly result?: string;
  readonly status?: { readonly agreement?: { readonly encryptionBits?: number } };
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe.skipIf(!namespacesWork())('rasdial with a real helper', () => {
  let station: Station;
  let before: string;
  beforeAll(async () => {
    station = await Station.create();
    before = station.caller.snapshot();
  });
  beforeEach(async () => {
    await station.plugIn();
    return async () => {
      await station.rasdial('/disconnect');
    };
  });
  afterAll(() => station.close());

  const dial = (...args: string[]) => station.rasdial(...station.dialArguments(...args));

  it('dials the provider, then the tunnel inside, and says so in Windows words', async () => {
    const { status, stdout, stderr } = await dial('Office');
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      'Connecting to Demo ISP...',
      'Verifying username and password...',
      'Registering your computer on the network...',
      'Successfully connected to Demo ISP.',
      'Connecting to Office...',
      'Verifying username and password...',
      'Registering your computer on the network...',
      'Successfully connected to Office.',
      'Command completed successfully.',
    ]);
    expect(status).toBe(0);
    expect(station.caller.run('ping', '-c', '3', '-i', '0.2', '10.99.0.1').status).toBe(0);
    expect((await dial('Office')).stdout).toContain('You are already connected to Office.');
    expect((await station.rasdial()).stdout).toBe(
      'Connected to\nOffice\nDemo ISP\nCommand completed successfully.\n',
    );
    expect((await station.rasdial('--status', 'Office')).stdout).toContain('MPPE 128 bit');
  });

  it('sets routes and name servers, and takes them back leg by leg', async () => {
    await dial('Office');
    const routes = station.caller.run('ip', 'route').stdout;
    expect(routes).toMatch(/^198\.51\.100\.1 dev dun\d+ proto 77/m);
    expect(routes).toMatch(/^128\.0\.0\.0\/1 dev dun\d+ proto 77/m);
    expect(station.caller.run('ip', '-6', 'route').stdout).toContain('unreachable default');
    expect(station.caller.run('cat', '/etc/resolv.conf').stdout).toContain(
      'search example.net\nnameserver 10.99.0.53\n',
    );
    await station.rasdial('Office', '/disconnect');
    expect((await station.rasdial()).stdout).toContain('Connected to\nDemo ISP\n');
    expect(station.caller.run('cat', '/etc/resolv.conf').stdout).toContain('nameserver 192.0.2.53');
    expect(station.caller.run('ip', 'route').stdout).not.toContain('198.51.100.1');
    await station.rasdial('/disconnect');
    expect(station.caller.snapshot()).toBe(before);
  });

  it('hangs up the tunnel first when the provider is hung up', async () => {
    await dial('Office');
    expect((await station.rasdial('Demo ISP', '/disconnect')).status).toBe(0);
    expect((await station.rasdial()).stdout).toBe('No connections\nCommand completed successfully.\n');
    expect(station.caller.snapshot()).toBe(before);
  });

  it('writes one JSON object a line, with leg and state, then the result', async () => {
    const { stdout } = await dial('Office', '--json');
    const told = lines(stdout);
    expect(told.filter(({ state }) => state === 'connected').map(({ entry, leg }) => [entry, leg])).toEqual([
      ['Demo ISP', 'isp'],
      ['Office', 'tunnel'],
    ]);
    expect(told.at(-1)).toMatchObject({ entry: 'Office', leg: 'tunnel', result: 'connected' });
    expect(told.at(-1)?.status?.agreement?.encryptionBits).toBe(128);
  });

  it('leaves nothing behind when the tunnel is refused, and names leg and evidence', async () => {
    station.credentials({ 'Demo ISP': 'modem', Office: 'wrong' });
    const { status, stdout, stderr } = await dial('Office', '--json');
    station.credentials({ 'Demo ISP': 'modem', Office: 'secret' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Error 691: /);
    expect(stderr).toContain('the tunnel leg, "Office"');
    expect(lines(stdout).at(-1)).toMatchObject({ entry: 'Office', leg: 'tunnel', error: 691 });
    expect((await station.rasdial()).stdout).toContain('No connections');
    expect(station.caller.snapshot()).toBe(before);
  });

  it('takes user and password from the command line and from standard input', () => {
    const [file, args] = station.command(
      'Demo ISP',
      'dialin',
      '--password-stdin',
      `--phonebook=${station.caller.path('phonebook.json')}`,
    );
    const { status, stderr } = spawnSync(file, args, { input: 'modem\n', encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('says 808 when nobody listens at the server', async () => {
    const entries = station.entries();
    const office = { ...entries[1], host: '127.0.0.1', dialFirst: undefined };
    station.phonebook([office]);
    const { status, stderr } = await dial('Office');
    expect(stderr).toMatch(/^Error 808: /);
    expect(status).toBe(1);
    expect(station.caller.snapshot()).toBe(before);
  });

  it('says 868 for a name that does not resolve', async () => {
    station.phonebook([{ name: 'Office', device: { kind: 'pptp' }, host: 'no-such-host.invalid' }]);
    const { status, stderr } = await dial('Office');
    expect(stderr).toMatch(/^Error 868: /);
    expect(status).toBe(1);
  });

  it('says 615 for a port that does not exist and for one that is no serial port', async () => {
    for (const port of ['/dev/ttyNone', '/dev/null', '/dev/tty0']) {
      station.phonebook([{ name: 'ISP', device: { kind: 'modem', port }, phone: '1' }]);
      const { status, stderr } = await dial('ISP');
      expect(stderr).toMatch(/^Error 615: /);
      expect(stderr).toContain('the modem leg, "ISP"');
      expect(status).toBe(1);
    }
  });

  it('says 703 when the provider asks for a name and a password and none was given', async () => {
    const args = ['Demo ISP', `--phonebook=${station.caller.path('phonebook.json')}`];
    const { status, stderr } = await station.rasdial(...args);
    expect(stderr).toMatch(/^Error 703: /);
    expect(stderr).toContain('no password was given');
    expect(status).toBe(1);
    expect(station.caller.snapshot()).toBe(before);
  });

  it('says 633 for a port that another process holds, and leaves nothing behind', async () => {
    const { port } = station.entries()[0]!.device as { port: string };
    const hold = 'exec 9<"$0"; flock 9; echo held; exec sleep 60';
    const [file, args] = station.caller.enter('sh', ['-c', hold, port]);
    const holder = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(holder.stdout, 'data');
      const { status, stdout, stderr } = await dial('Office', '--json');
      expect(stderr).toMatch(/^Error 633: /);
      expect(stderr).toContain(port);
      expect(lines(stdout).at(-1)).toMatchObject({ entry: 'Demo ISP', leg: 'isp', error: 633 });
      expect(status).toBe(1);
      expect((await station.rasdial()).stdout).toContain('No connections');
      expect(station.caller.snapshot()).toBe(before);
    } finally {
      holder.kill();
    }
  });

  it('breaks off on Ctrl-C with 631 and leaves nothing behind', async () => {
    // Nobody answers at the other end of a pty of our own: the dial stays in LCP.
    const holder = spawn('script', ['-qfc', 'tty; exec sleep 60', '/dev/null'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [shown] = (await once(holder.stdout, 'data')) as [Buffer];
    station.phonebook([{ name: 'ISP', device: { kind: 'null-modem', port: shown.toString().trim() } }]);
    const [file, args] = station.command(...station.dialArguments('ISP', '--json'));
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      const had = stdout.includes('allDevicesConnected');
      stdout += chunk.toString();
      if (!had && stdout.includes('allDevicesConnected')) child.kill('SIGINT');
    }
    holder.kill();
    expect(stderr).toMatch(/^Error 631: /);
    expect(lines(stdout).at(-1)).toMatchObject({ entry: 'ISP', error: 631 });
    expect(station.caller.snapshot()).toBe(before);
  });

  it('ends the tunnel when the provider hangs up, and takes everything back', async () => {
    const log = station.caller.path('drop.log');
    await dial('Office', `--log=${log}`);
    station.hangUp();
    await expect
      .poll(() => readFileSync(log, 'utf8'), { timeout: 15_000 })
      .toContain('[Office] call     Error 807');
    await expect.poll(() => station.caller.snapshot(), { timeout: 15_000 }).toBe(before);
    expect(readFileSync(log, 'utf8')).toMatch(/Error 807.*Evidence: "Demo ISP": error \d+/);
  });

  it('records log and capture past its own return; tshark reads the frames of both directions', async () => {
    const [log, capture] = [station.caller.path('call.log'), station.caller.path('call.pcapng')];
    await dial('Office', `--log=${log}`, `--capture=${capture}`);
    await station.rasdial('Office', '/disconnect');
    await waitFor(() => readFileSync(log, 'utf8').includes('[Office] call     ended: hung up'));
    const text = readFileSync(log, 'utf8');
    for (const expected of [
      '[Demo ISP] lcp    > ',
      '[Office] pptp',
      '[Office] route    ip -4 route add 0.0.0.0/1',
      '[Office] dns',
    ])
      expect(text).toContain(expected);
    for (const password of ['secret', 'modem']) expect(text).not.toContain(password);
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(statSync(capture).mode & 0o777).toBe(0o600);
    const fields = [
      '-T',
      'fields',
      '-e',
      'frame.interface_name',
      '-e',
      'ppp.direction',
      '-e',
      '_ws.col.Protocol',
    ];
    const shown = spawnSync('tshark', ['-r', capture, ...fields], { encoding: 'utf8' });
    expect(shown.status).toBe(0);
    for (const [name, protocol] of [
      ['Demo ISP', 'PPP LCP'],
      ['Demo ISP', 'PPP CHAP'],
      ['Office', 'PPP CCP'],
    ])
      for (const direction of ['0', '1'])
        expect(shown.stdout).toMatch(new RegExp(`^${name}\\t${direction}\\t${protocol}$`, 'm'));
  });

  it('undoes at its next start what a killed helper left', async () => {
    await dial('Office');
    await station.stopHelper('SIGKILL');
    const left = station.caller.snapshot();
    expect(left).toContain('unreachable default');
    expect(left).toContain('nameserver 10.99.0.53');
    station.phonebook([{ name: 'Nobody', device: { kind: 'pptp' }, host: 'no-such-host.invalid' }]);
    expect((await dial('Nobody')).stderr).toMatch(/^Error 868: /);
    expect(station.caller.snapshot()).toBe(before);
  });

  it('hangs up and takes everything back on SIGTERM', async () => {
    await dial('Office');
    await station.stopHelper('SIGTERM');
    expect(station.caller.snapshot()).toBe(before);
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 25));
}
