/** Runs the window's specs on a computer of their own: `run.ts [PLAYWRIGHT-ARGUMENT...]`, as root. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userId } from './user.ts';

const checkout = join(import.meta.dirname, '../..');

const folder = await mkdtemp(join(tmpdir(), 'dun-desktop-'));
// The user walks through it.
await chmod(folder, 0o755);
try {
  const machine = join(import.meta.dirname, 'machine.sh');
  const node = join(folder, 'checkout/node_modules/node/bin/node');
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'];
  const child = spawn(
    'unshare',
    [
      ...['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'],
      ...['--', 'sh', machine, folder, checkout, String(userId)],
      ...[node, ...playwright, ...process.argv.slice(2)],
    ],
    { stdio: 'inherit', env: { ...process.env, DUN_DESKTOP: folder } },
  );
  const [status] = (await once(child, 'close')) as [number | null];
  process.exitCode = status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
