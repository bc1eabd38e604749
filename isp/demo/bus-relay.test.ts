import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimed, relayBus } from './bus-relay.ts';

const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('who is claimed to be there', () => {
  it.each([
    ['a claim', `\0AUTH EXTERNAL ${hex('1000')}\r\nNEGOTIATE`, `\0AUTH EXTERNAL ${hex('7')}\r\nNEGOTIATE`],
    ['none', '\0AUTH EXTERNAL\r\n', '\0AUTH EXTERNAL\r\n'],
    ['another way', '\0AUTH ANONYMOUS \r\n', '\0AUTH ANONYMOUS \r\n'],
    ['something else', 'GET / HTTP/1.1\r\n', 'GET / HTTP/1.1\r\n'],
    ['half a line', `\0AUTH EXTERNAL ${hex('10')}`, undefined],
    ['no end of it', 'x'.repeat(600), 'x'.repeat(600)],
  ])('%s', (_what, said, told) => {
    expect(claimed(Buffer.from(said), 7)?.toString()).toBe(told);
  });
});

describe('a bus of somebody', () => {
  const root = process.getuid?.() === 0;
  /** Somebody else, where we may be. */
  const owner = root ? 64_002 : (process.getuid?.() ?? 0);
  let folder: string;
  let daemon: ChildProcess;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bus-'));
    chownSync(folder, owner, -1);
    const settings = join(folder, 'bus.conf');
    writeFileSync(
      settings,
      `<busconfig><type>session</type><listen>unix:path=${folder}/bus</listen>
       <policy context="default"><allow send_destination="*"/><allow own="*"/></policy></busconfig>`,
    );
    const words = [`--config-file=${settings}`, '--nofork', '--nopidfile', '--print-address=1'];
    const [program = '', ...args] = [
      ...(root ? ['setpriv', `--reuid=${owner}`, '--clear-groups', '--'] : []),
      'dbus-daemon',
      ...words,
    ];
    daemon = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (daemon.stdout) await once(daemon.stdout, 'data');
  });
  afterAll(async () => {
    const ended = once(daemon, 'close');
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  /** What it says to one that claims to be who it is not. */
  async function answer(path: string): Promise<string> {
    const socket = createConnection(path);
    socket.write(`\0AUTH EXTERNAL ${hex('65533')}\r\n`);
    const [said] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return said.toString();
  }

  it('lets in nobody else by itself', async () => {
    expect(await answer(join(folder, 'bus'))).toMatch(/^REJECTED/);
  });

  it('lets us in by the relay', async () => {
    expect(await relayBus(join(folder, 'bus'), join(folder, 'ours'))).toBe(`unix:path=${folder}/ours`);
    expect(await answer(join(folder, 'ours'))).toMatch(/^OK [0-9a-f]{32}/);
    expect(process.geteuid?.()).toBe(process.getuid?.());
  });

  it('that has gone is a closed line, not a fault', async () => {
    await relayBus(join(folder, 'bus.conf'), join(folder, 'gone'));
    const socket = createConnection(join(folder, 'gone'));
    await once(socket, 'close');
    expect(socket.bytesRead).toBe(0);
  });
});
