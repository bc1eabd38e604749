/** A bus that is not what it should be: whatever it says, somebody waiting is told, and nothing is thrown where nobody listens. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { BusError, SessionBus } from './session-bus.ts';

let server: Server | undefined;
const folder = mkdtempSync('/tmp/dun-bus-');
afterEach(() => {
  server?.close();
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Answers each line of the logon. */
async function busThat(
  answer: (line: string) => string | undefined,
): Promise<{ address: string; heard: string[] }> {
  const heard: string[] = [];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').replaceAll('\0', '').split('\r\n').filter(Boolean)) {
        heard.push(line);
        const reply = answer(line);
        if (reply === undefined) socket.destroy();
        else socket.write(`${reply}\r\n`);
      }
    });
  });
  const path = join(folder, 'bus');
  await new Promise<void>((resolve) => server?.listen(path, resolve));
  return { address: `unix:path=${path}`, heard };
}

describe('a session bus', () => {
  it('that does not take our word for who we are is told as an error; nothing else is tried', async () => {
    // Without a home there are no cookies, and asking for them throws in nobody's hands.
    vi.stubEnv('HOME', join(folder, 'nowhere'));
    const cookie = Buffer.from('org_freedesktop_general 1 00').toString('hex');
    const { address, heard } = await busThat((line) =>
      line.startsWith('AUTH DBUS_COOKIE_SHA1') ? `DATA ${cookie}` : 'REJECTED EXTERNAL DBUS_COOKIE_SHA1',
    );
    await expect(SessionBus.open(address)).rejects.toThrow(BusError);
    expect(heard.map((line) => line.split(' ')[1])).toEqual(['EXTERNAL']);
  });

  it('that hangs up in the middle of the logon is told as an error', async () => {
    const { address } = await busThat(() => undefined);
    await expect(SessionBus.open(address)).rejects.toThrow(BusError);
  });

  it.each(['tcp:host=127.0.0.1,port=1', 'unix:path=%zz', 'unix:guid=1', ''])(
    'with the address %j is told as an error',
    async (address) => {
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address === '' ? 'disabled:' : address);
      await expect(SessionBus.open(address === '' ? undefined : address)).rejects.toThrow(BusError);
    },
  );
});
