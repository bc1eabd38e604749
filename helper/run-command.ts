/** Runs one of the host's network tools: an absolute path, an argument vector, a clean environment, a time limit. */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

export interface CommandResult {
  /** Exit status; undefined when it did not run to its end. */
  readonly status: number | undefined;
  readonly stdout: string;
  /** What it said about its failure, or why it could not be run. */
  readonly stderr: string;
}

export type RunCommand = (program: string, args: readonly string[], input?: string) => Promise<CommandResult>;

const directories = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];
const environment = { PATH: directories.join(':'), LC_ALL: 'C' };
const timeLimit = 5_000;

/** Where a tool is, looked up only where root alone can write. */
export function findProgram(name: string): string | undefined {
  return directories
    .map((directory) => `${directory}/${name}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export const runCommand: RunCommand = (program, args, input) => {
  const path = findProgram(program);
  if (path === undefined)
    return Promise.resolve({ status: undefined, stdout: '', stderr: `${program} is not installed` });
  return new Promise((resolve) => {
    const child = execFile(
      path,
      [...args],
      { cwd: '/', env: environment, timeout: timeLimit, maxBuffer: 1_048_576 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        resolve({
          status,
          stdout,
          stderr: stderr.trim() || (status === undefined ? (error?.message ?? '') : ''),
        });
      },
    );
    // A program that ends without reading its input makes the pipe fail; its exit status tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
};

/** The command as a shell would need it, for the log. */
export const commandText = (program: string, args: readonly string[]): string =>
  [program, ...args]
    .map((word) => (/^[\w./:@%+=~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
