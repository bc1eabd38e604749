/** The demo as its user starts it, on a machine of its own: what it shows, and that nothing stays. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDisplay } from '../chromium-host/testing/host-process.ts';
import { thisMachine, whatIsMissing } from './demo/requirements.ts';

const program = fileURLToPath(new URL('demo.ts', import.meta.url));
const missing = whatIsMissing(thisMachine, 'test');
const root = thisMachine.uid === 0;

interface Shown {
  readonly text: string;
  readonly status: number | null;
}

/** In a network namespace of its own where we can: then nobody else changes routes while the demo looks at them. */
async function runDemo(
  interruptAt?: string,
  signal: NodeJS.Signals = 'SIGINT',
  words = [...(root ? ['unshare', '--net', '--'] : []), process.execPath, program, '--terminal'],
): Promise<Shown> {
  const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let sent = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (!sent && interruptAt !== undefined && text.includes(interruptAt)) {
        sent = true;
        child.kill(signal);
      }
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  return { text, status };
}

const directories = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('dial-up-demo-'));

/** Starting Node a dozen times takes a while on a busy machine. */
const patience = 60_000;

describe.skipIf(missing !== undefined)('the demo', { timeout: patience }, () => {
  it('ends in good order when nobody reads its output any more', async () => {
    const before = directories();
    const child = spawn(process.execPath, [program, '--terminal'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = (await once(child, 'exit')) as [number | null];
    expect(complaint).toBe('');
    expect(status).toBe(130);
    expect(directories()).toEqual(before);
  });

  it('dials, tunnels, fetches the page by address and by name, counts, hangs up and leaves nothing', async () => {
    const { text, status } = await runDemo();
    expect(text).toContain('is out of reach: ');
    const states = [...text.matchAll(/ s {2}(provider|tunnel) +(\w+)/g)].map(
      ([, leg, state]) => `${leg} ${state}`,
    );
    for (const leg of ['provider', 'tunnel']) {
      for (const state of ['openPort', 'connectDevice', 'authenticate', 'projected', 'connected']) {
        expect(states).toContain(`${leg} ${state}`);
      }
    }
    expect(states.indexOf('tunnel openPort')).toBeGreaterThan(states.indexOf('provider connected'));
    expect(text).toMatch(/http:\/\/10\.99\.0\.80\/ +"The Office Intranet"/);
    expect(text).toMatch(/http:\/\/intranet\.office\/ +"The Office Intranet"/);
    expect(text).toMatch(/Office .*10\.99\.0\.\d+, MS-CHAP v2, MPPE 128 bits/);
    expect(text).toMatch(/Demo ISP .*10\.64\.64\.\d+, CHAP MD5/);
    expect(text).toContain('Left behind: nothing');
    expect(text).not.toMatch(/modem56k|wonderland/);
    expect(status).toBe(0);
  });

  it.each(['Two computers', 'connectDevice', 'authenticate', 'tunnel    connected', 'hung up in'])(
    'interrupted at "%s" ends in good order',
    async (moment) => {
      const { text, status } = await runDemo(moment);
      expect(text).toContain('Stopped by SIGINT');
      expect(text).toContain('Left behind: nothing');
      expect(status).toBe(130);
    },
  );

  it('killed outright takes every process with it', async () => {
    const before = new Set(directories());
    const { status } = await runDemo('tunnel    connected', 'SIGKILL');
    expect(status).toBeNull();
    const left = directories().filter((name) => !before.has(name));
    expect(left).not.toEqual([]);
    // Files cannot go with a killed process; the processes that used them do.
    for (const directory of left) {
      await expect.poll(() => usersOf(directory), { timeout: 5000 }).toEqual([]);
      rmSync(join(tmpdir(), directory), { recursive: true });
    }
  });
});

describe.skipIf(missing !== undefined)('the demo with a display', { timeout: 2 * patience }, () => {
  it.each(['closed', 'interrupted'])('opens the window, and leaves nothing when it is %s', async (how) => {
    const display = await startDisplay();
    onTestFinished(() => display.stop());
    const environment = { ...process.env, DISPLAY: display.display, WAYLAND_DISPLAY: '' };
    const manager = spawn('openbox', { stdio: 'ignore', env: environment });
    onTestFinished(() => ended(manager));
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    onTestFinished(() => ended(child));
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    }
    const closed = once(child, 'close');
    const window = () =>
      spawnSync('xdotool', ['search', '--onlyvisible', '--name', '^Dial-Up Networking$'], {
        encoding: 'utf8',
        env: environment,
      }).stdout.trim();
    await expect.poll(window, { timeout: patience }).toMatch(/^\d+$/);
    // As a click on the frame's X does: the window manager asks the program. A key pressed by a test may go astray.
    if (how === 'closed')
      expect(spawnSync('wmctrl', ['-i', '-c', window()], { env: environment }).status).toBe(0);
    else child.kill('SIGINT');
    const [status] = (await closed) as [number | null];
    expect(text).toContain('Left behind: nothing');
    expect(status).toBe(how === 'closed' ? 0 : 130);
  });
});

/**
 * As a user who is nobody in particular, on a machine whose TUN device has this mode. The checkout may lie where only we may go;
 * that user finds it elsewhere.
 */
const asUser = (tunMode: string): string[] => [
  ...['unshare', '--net', '--mount', '--propagation', 'private', '--', 'sh', '-ec'],
  `mount -t tmpfs tmpfs /dev/net
   mknod -m ${tunMode} /dev/net/tun c 10 200
   mkdir /dev/net/checkout
   mount --bind "$0" /dev/net/checkout
   cd /dev/net/checkout
   exec setpriv --reuid 12345 --regid 12345 --clear-groups node_modules/node/bin/node "$PWD/isp/demo.ts" --terminal`,
  fileURLToPath(new URL('..', import.meta.url)),
];

describe.skipIf(missing !== undefined || !root)(
  'the demo of a user without rights',
  { timeout: patience },
  () => {
    it('works where user namespaces are allowed and the TUN device is open to all', async () => {
      const { text, status } = await runDemo(undefined, undefined, asUser('0666'));
      expect(text).toMatch(/http:\/\/intranet\.office\/ +"The Office Intranet"/);
      expect(text).toContain('Left behind: nothing');
      expect(status).toBe(0);
    });

    it('says what is forbidden and what to run instead where it is not', async () => {
      const { text, status } = await runDemo(undefined, undefined, asUser('0600'));
      expect(text).toContain('/dev/net/tun is closed to you');
      expect(text).toContain('sudo npm run demo');
      expect(status).toBe(1);
    });
  },
);

/** Asked to end, if it has not already. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill();
  await gone;
}

/** Processes whose command line names this. */
function usersOf(name: string): string[] {
  return readdirSync('/proc').filter((process) => {
    if (!/^\d+$/.test(process)) return false;
    try {
      return readFileSync(`/proc/${process}/cmdline`, 'utf8').includes(name);
    } catch {
      return false;
    }
  });
}
