/** A lock that is free again the moment its holder ends, however it ends: flock(2) by util-linux, for Node has none. */
import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { findProgram } from './run-command.ts';

const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;

/**
 * Holds the file until the function it resolves to is called, or this process is gone. The lock belongs to the open file,
 * which flock(1) shares with us and our other children do not inherit. Rejects with an Error after `wait` milliseconds.
 */
export async function lockFile(path: string, wait: number): Promise<() => void> {
  const program = findProgram('flock');
  if (program === undefined) throw new Error('flock (util-linux) is not installed');
  const fd = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
  const release = () => {
    closeSync(fd);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, ['--exclusive', `--timeout=${wait / 1000}`, '3'], {
        cwd: '/',
        env: {},
        stdio: ['ignore', 'ignore', 'ignore', fd],
      });
      child.once('error', reject);
      child.once('exit', (status) => {
        if (status === 0) resolve();
        else reject(new Error(`another helper holds ${path}`));
      });
    });
  } catch (error) {
    release();
    throw error;
  }
  return release;
}
