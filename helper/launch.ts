/**
 * The first half of a start: with root's full rights make the directory and the socket, hand the socket to the user who
 * asked, and pass it on to the server, which then gives those rights up.
 */
import { spawn } from 'node:child_process';
import { chownSync, closeSync, constants, openSync, unlinkSync } from 'node:fs';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { socketName } from '../contract/helper.ts';
import type { HelperArguments } from './arguments.ts';
import { lockFile } from './lock-file.ts';
import { handleDescriptor } from './socket-descriptor.ts';
import { prepareRootDirectory } from './runtime-directory.ts';

/** Milliseconds for the other launchers before us. */
const lockTime = 10_000;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(path, () => {
      resolve(server);
    });
  });
}

/** True when somebody answers at the socket. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      if (codeOf(error) === 'ECONNREFUSED' || codeOf(error) === 'ENOENT') resolve(false);
      else reject(error);
    });
  });
}

/** Undefined when another helper serves this directory already. */
async function claim(path: string): Promise<Server | undefined> {
  try {
    return await listen(path);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
  }
  if (await answers(path)) return undefined;
  unlinkSync(path);
  return listen(path);
}

export async function launch(args: HelperArguments, program: string, codeCache?: string): Promise<void> {
  // Everybody may look, so that the owner of the socket gets there.
  prepareRootDirectory(args.runtimeDirectory, 0o755);
  const socketPath = join(args.runtimeDirectory, socketName);
  // One at a time: of two that find a dead helper's socket, the second would take away what the first has just made.
  await lockFile(join(args.runtimeDirectory, 'launch.lock'), lockTime);
  const server = await claim(socketPath);
  if (!server) return;
  chownSync(socketPath, args.owner, -1);
  const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_NOFOLLOW } = constants;
  const log = openSync(
    join(args.runtimeDirectory, 'helper.log'),
    O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW,
    0o600,
  );
  const child = spawn(
    process.execPath,
    [
      // SIGUSR1 would open a debugger to every local user.
      '--disable-sigusr1',
      // A helper is small and mostly waits: less room for young objects and one worker thread save a fifth of its memory.
      '--max-semi-space-size=1',
      '--v8-pool-size=1',
      program,
      'serve',
      `--runtime-dir=${args.runtimeDirectory}`,
      `--owner=${args.owner}`,
      `--idle-exit=${args.idleSeconds}`,
    ],
    {
      cwd: '/',
      detached: true,
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        LC_ALL: 'C',
        ...(codeCache === undefined ? {} : { NODE_COMPILE_CACHE: codeCache }),
      },
      stdio: [handleDescriptor(server), 'ignore', log],
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  closeSync(log);
}
