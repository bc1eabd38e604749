/** Debian packages for tests, unpacked beside the system and laid over /usr inside a namespace: never installed. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const store = fileURLToPath(new URL('../../build/debian/', import.meta.url));

/** A folder to lay over /usr; undefined where apt cannot fetch the packages (no network, no Debian). */
export function unpacked(...names: readonly string[]): string | undefined {
  const folder = join(store, names.join('+'));
  if (existsSync(folder)) return folder;
  mkdirSync(store, { recursive: true });
  const work = mkdtempSync(join(store, 'new-'));
  try {
    if (spawnSync('apt-get', ['download', '-q', ...names], { cwd: work }).status !== 0) return undefined;
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
      if (spawnSync('dpkg', ['-x', file, 'files'], { cwd: work }).status !== 0) return undefined;
    // Where /bin, /lib and /sbin are links into /usr, packages may still name them.
    const merged = join(work, 'usr');
    cpSync(join(work, 'files/usr'), merged, { recursive: true, verbatimSymlinks: true });
    for (const top of ['bin', 'lib', 'sbin'])
      if (existsSync(join(work, 'files', top)))
        cpSync(join(work, 'files', top), join(merged, top), { recursive: true, verbatimSymlinks: true });
    if (!existsSync(folder)) renameSync(merged, folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
