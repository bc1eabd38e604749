/** What `npm start` says where it cannot start. That it does start is shown by the window's own specs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const start = (environment: Record<string, string>, before: readonly string[] = []) => {
  const [program, ...words] = [...before, process.execPath, join(import.meta.dirname, 'start.ts')];
  return spawnSync(program, words, {
    encoding: 'utf8',
    env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '1', HOME: '/nonexistent', PATH: process.env.PATH, ...environment },
  });
};
const asUser = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];

it('points at the terminal where there is no display', () => {
  const { status, stderr } = start({});
  expect(stderr).toMatch(/no display here.*npm run rasdial/s);
  expect(status).toBe(1);
});

it.skipIf(process.getuid?.() !== 0)('does not run as root', () => {
  const { status, stderr } = start({ DISPLAY: ':0' });
  expect(stderr).toContain('must not run as root');
  expect(status).toBe(1);
});

it('says what to install where neither Electron nor a Chromium is', () => {
  const environment = { DISPLAY: ':0', PATH: '/nonexistent', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
  const unshare = process.getuid?.() === 0 ? ['/usr/bin/unshare', ...asUser.slice(1)] : [];
  const { status, stderr } = start(environment, unshare);
  expect(stderr).toContain('sudo apt-get install chromium');
  expect(stderr).toContain('npm run rasdial');
  expect(status).toBe(1);
});

it('takes the one that DUN_HOST asks for, or none', () => {
  const environment = { DISPLAY: ':0', DUN_HOST: 'electron', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
  const { status, stderr } = start(environment, process.getuid?.() === 0 ? asUser : []);
  expect(stderr).toContain('node node_modules/electron/install.js');
  expect(status).toBe(1);
});
