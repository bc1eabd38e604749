/** The tray, looked at and clicked by the user. */
import { join } from 'node:path';
import type { Desktop } from './desktop.ts';
import type { TrayItem } from './tray-bus.ts';
import { checkout, node, spawnAsUser } from './user.ts';

async function ask(desktop: Desktop, words: readonly string[]): Promise<TrayItem[]> {
  const child = spawnAsUser(
    [node(), join(checkout(), 'e2e/desktop/tray-process.ts'), ...words],
    desktop.environment,
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let complaint = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`tray ${words.join(' ')}: ${complaint}`);
  return JSON.parse(out) as TrayItem[];
}

/** Our icon, or undefined. */
export const tray = async (desktop: Desktop): Promise<TrayItem | undefined> =>
  (await ask(desktop, ['read']))[0];

export const chooseInTray = async (desktop: Desktop, label: string): Promise<void> => {
  await ask(desktop, ['choose', label]);
};
