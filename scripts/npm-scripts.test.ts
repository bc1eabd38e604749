import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const checkout = join(import.meta.dirname, '..');

it('npm run -s rasdial passes its arguments on and prints nothing of its own', { timeout: 120_000 }, () => {
  const done = spawnSync('npm', ['run', '-s', 'rasdial', '--', '--version'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  expect(done.status, done.stderr).toBe(0);
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
  expect(done.stdout).toBe(`rasdial ${version}\n`);
});
