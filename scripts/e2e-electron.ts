/** Runs the window's specs in Electron itself, or says loudly that they did not run: `npm run e2e:electron`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';

const root = join(import.meta.dirname, '..');
const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
const binary = join(folder, 'electron');

/** The specs by name. */
function specs(): string[] {
  const playwright = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--list',
    '--reporter=line',
  ];
  const { stdout } = spawnSync(
    process.execPath,
    [...playwright, '--config', join(root, 'e2e/playwright.config.ts')],
    {
      encoding: 'utf8',
      cwd: root,
    },
  );
  const names = stdout.split('\n').filter((line) => line.includes(' › '));
  if (names.length === 0) throw new Error(`Playwright lists no specs: ${stdout}`);
  return names.map((name) => name.trim().replace(/:\d+:\d+/, ''));
}

if (existsSync(binary)) {
  const run = [join(root, 'e2e/desktop/run.ts'), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, run, {
    stdio: 'inherit',
    env: { ...process.env, DUN_HOST: 'electron' },
  });
  process.exitCode = status ?? 1;
} else {
  console.error(
    styleText(
      ['bold', 'yellow'],
      `\nTHE WINDOW WAS NOT TESTED IN ELECTRON: its binary is not at ${binary}.\nWhere it can be downloaded: node node_modules/electron/install.js, then npm run e2e:electron.\n`,
    ),
  );
  for (const name of specs()) console.log(`electron skipped: ${name}`);
}
