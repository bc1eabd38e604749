/** Finds the helper, or starts it with the rights it needs: as root, by the installed policy, or by asking for a password. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultRuntimeDirectory } from '../contract/helper.ts';
import { failure } from './errors.ts';
import type { HelperConnection } from './helper-connection.ts';
import { connectHelper } from './helper-connection.ts';

const installedHelper = '/usr/lib/dial-up-networking/helper';
const installedPolicy = '/usr/share/polkit-1/actions/org.dial-up-networking.helper.policy';
/** The helper of a checkout, run by the Node that runs us. */
const helperOfCheckout = (): HelperProgram => ({
  node: process.execPath,
  script: fileURLToPath(new URL('../helper/main.ts', import.meta.url)),
});

/** pkexec(1): the dialog was dismissed; not authorised, or nobody there to ask. */
const dismissed = 126;
const notAuthorised = 127;

/** Where the helper is, for a program that is not beside it, and the Node that runs it. */
export interface HelperProgram {
  readonly node: string;
  readonly script: string;
}

export interface HelperOptions {
  readonly runtimeDirectory: string;
  /** Who we are, for the helper's log. */
  readonly program: string;
  /** Absent: the helper of this checkout. An installed one, with its policy, goes before either. */
  readonly helper?: HelperProgram;
}

export type Way = 'root' | 'policy' | 'prompt';

export function chooseWay(uid: number, exists: (path: string) => boolean): Way {
  if (uid === 0) return 'root';
  return exists(installedHelper) && exists(installedPolicy) ? 'policy' : 'prompt';
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** The helper's launcher ends as soon as its socket answers. */
function run(file: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000);
    });
    child.once('error', (error) => {
      reject(failure(711, `${file} could not be started.`, error.message));
    });
    child.once('exit', (status) => {
      resolve({ status, stderr: stderr.trim() });
    });
  });
}

async function startAsRoot({ node, script }: HelperProgram, runtimeDirectory: string): Promise<void> {
  const { status, stderr } = await run(node, [
    '--disable-sigusr1',
    script,
    `--runtime-dir=${runtimeDirectory}`,
  ]);
  if (status !== 0) throw failure(711, 'The helper could not be started.', stderr);
}

async function startByPolicy(): Promise<void> {
  const { status, stderr } = await run('/usr/bin/pkexec', [installedHelper]);
  if (status === 0) return;
  if (status === dismissed) throw failure(711, 'You did not allow the helper to be started.');
  const cause =
    status === notAuthorised
      ? 'You are not allowed to start the helper.'
      : 'The helper could not be started.';
  throw failure(711, cause, stderr);
}

/** A word for the shells that sudo-prompt puts in between; undefined for one that they could misread. */
export function shellWord(text: string): string | undefined {
  return /^[\w./@+:, -]+$/.test(text) ? `'${text}'` : undefined;
}

async function startByPrompt({ node, script }: HelperProgram): Promise<void> {
  const words = [node, '--disable-sigusr1', script].map(shellWord);
  if (words.includes(undefined)) {
    const cause = 'The helper lies in a directory whose name cannot be passed on safely.';
    throw failure(711, cause, script);
  }
  // Only now: most starts need no prompt.
  const { exec: sudoPrompt } = await import('sudo-prompt');
  await new Promise<void>((resolve, reject) => {
    sudoPrompt(words.join(' '), { name: 'Dial Up Networking' }, (error, _stdout, stderr) => {
      if (!error) resolve();
      else if (error.message.includes('did not grant permission'))
        reject(failure(711, 'You did not allow the helper to be started.'));
      else
        reject(
          failure(711, 'The helper could not be started.', String(stderr ?? '').trim() || error.message),
        );
    });
  });
}

/** Rejects with a DialFailure (711). */
export async function helperConnection({
  runtimeDirectory,
  program,
  helper = helperOfCheckout(),
}: HelperOptions): Promise<HelperConnection> {
  const running = await connectHelper(runtimeDirectory, program);
  if (running) return running;
  const uid = process.geteuid?.() ?? -1;
  if (runtimeDirectory !== defaultRuntimeDirectory && uid !== 0)
    throw failure(711, 'Only root may have a helper of its own in another directory.', runtimeDirectory);
  switch (chooseWay(uid, existsSync)) {
    case 'root':
      await startAsRoot(helper, runtimeDirectory);
      break;
    case 'policy':
      await startByPolicy();
      break;
    case 'prompt':
      await startByPrompt(helper);
      break;
  }
  const started = await connectHelper(runtimeDirectory, program);
  if (!started)
    throw failure(711, 'The helper was started and ended at once.', `see ${runtimeDirectory}/helper.log`);
  return started;
}
