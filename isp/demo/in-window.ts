/** The demo with the window: the client's user opens it on a phonebook that is ready to be dialled; closing it is the end. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plan } from '../network-plan.ts';
import { say } from '../say.ts';
import type { Display } from './display.ts';
import { windowEnvironment } from './display.ts';
import type { Machines } from './machines.ts';
import { moveModem, officeEntry, providerEntry, writeDemoFiles } from './phonebook.ts';

/** Builds the window's program while nothing is started yet. What is in the way, in words; undefined: nothing. */
export function prepareWindow(): string | undefined {
  const script = fileURLToPath(new URL('../../scripts/prepare-window.ts', import.meta.url));
  const { status, stderr, error } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : stderr.trim();
}

export async function showInWindow(machines: Machines, display: Display): Promise<void> {
  const folder = join(machines.directory, 'config', 'dial-up-networking');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let at = '';
  const { client, modem } = await machines.start((path) => {
    if (at !== '' && at !== path) moveModem(phonebook, at, path);
    at = path;
  });
  at = modem;
  const { phonebook, credentials } = writeDemoFiles(folder, modem);
  await client.startHelper();
  say(
    `The window is the client's. Double-click "${providerEntry}" to dial the provider, or "${officeEntry}" to`,
  );
  say(`tunnel to ${plan.pptp.address} through it; the passwords are kept. Close the window to end the demo.`);
  const status = await client.window(
    [`--phonebook=${phonebook}`, `--credentials=${credentials}`],
    windowEnvironment(display, machines.directory),
    (_stream, line) => say(`  ${line}`),
  );
  if (status !== 0) throw new Error(`the window ended with status ${status}`);
}
