/** A null-modem cable: two ptys joined by socat, which waits for a slow reader as a serial line does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import type { Closers } from './closers.ts';

/** The two ends' device names. */
export async function serialLine(closers: Closers): Promise<readonly [string, string]> {
  const end = 'PTY,raw,echo=0';
  const socat = spawn('socat', ['-d', '-d', end, end], { stdio: ['ignore', 'ignore', 'pipe'] });
  closers.add(async () => {
    if (socat.exitCode !== null || socat.signalCode !== null) return;
    const closed = once(socat, 'close');
    socat.kill('SIGKILL');
    await closed;
  });
  const names: string[] = [];
  let said = '';
  for await (const chunk of socat.stderr.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    names.splice(0, names.length, ...[...said.matchAll(/PTY is (\S+)$/gm)].map(([, name = '']) => name));
    if (names.length === 2) break;
  }
  const [near, far] = names;
  if (near === undefined || far === undefined) throw new Error(`socat made no line: ${said}`);
  socat.stderr.resume();
  // Both ends stay open between calls: socat takes the last close for the end.
  for (const name of names) {
    const held = openSync(name, constants.O_RDWR | constants.O_NOCTTY);
    closers.add(() => closeSync(held));
  }
  return [near, far];
}
