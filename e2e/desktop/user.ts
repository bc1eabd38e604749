/** The user who sits at the tests' computer: nobody the machine knows, and without any right. */
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const userId = 64_001;

/** Where e2e/desktop/machine.sh has put this computer's own files. */
export function computerFolder(): string {
  const folder = process.env.DUN_DESKTOP;
  if (folder === undefined) throw new Error('these specs need a computer of their own: e2e/desktop/run.ts');
  return folder;
}

/** The checkout as the user sees it. */
export const checkout = (): string => join(computerFolder(), 'checkout');
export const node = (): string => join(checkout(), 'node_modules/node/bin/node');
export const runtimeDirectory = `/run/user/${userId}`;

/** Makes a directory that is the user's alone. */
export function userDirectory(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chownSync(path, userId, userId);
  return path;
}

/** Starts a program as the user, with no right of root's left. */
export function spawnAsUser(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: SpawnOptions = {},
): ChildProcess {
  return spawn(
    'setpriv',
    [
      `--reuid=${userId}`,
      `--regid=${userId}`,
      ...['--clear-groups', '--inh-caps=-all', '--bounding-set=-all', '--', ...words],
    ],
    {
      ...options,
      cwd: checkout(),
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'C.UTF-8',
        USER: 'dialler',
        LOGNAME: 'dialler',
        XDG_RUNTIME_DIR: runtimeDirectory,
        ...environment,
      },
    },
  );
}
