/** Finds the helper, or starts it with the rights it needs: as root, by the installed policy, or by asking for a password. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultRuntimeDirectory } from '../contract/helper.ts';
import type { DialFailure } from '../contract/dial-error.ts';
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

/** Without a desktop's agent pkexec asks on the terminal itself; without a terminal there is nobody. */
const noAgent = /authentication agent/i;
const nobodyToAsk =
  'An administrator has to allow the helper to be started, and nobody is there to ask for one: ' +
  'start a polkit authentication agent in this desktop, or run rasdial in a terminal, which can ask itself.';

/** Where the helper is, for a program that is not beside it, and the Node that runs it. */
export interface HelperProgram {
  readonly node: string;
  readonly script: string;
}

export interface HelperOptions {
  readonly runtimeDirectory: string;
  /** Who we are, for the helper's log. */
  readonly program: string;
  /**
   * Absent: the helper of this checkout. An installed one, with its policy, goes before either; `installed`: there is no
   * other.
   */
  readonly helper?: HelperProgram | 'installed';
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
  if (status !== 0) throw refusal(status, stderr);
}

/** What pkexec's status means to the user; it says on its standard error which of two things 127 is. */
export function refusal(status: number | null, stderr: string): DialFailure {
  if (status === dismissed) return failure(711, 'You did not allow the helper to be started.');
  if (status !== notAuthorised) return failure(711, 'The helper could not be started.', stderr);
  return failure(
    711,
    noAgent.test(stderr) ? nobodyToAsk : 'You are not allowed to start the helper.',
    stderr,
  );
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
    sudoPrompt(words.join(' '), { name: 'Dial Up Networking' }, (error, _stdout, output) => {
      const stderr = String(output ?? '').trim();
      if (!error) resolve();
      // Its own words for "the command was not even begun"; the status is still pkexec's.
      else if (/did not grant permission|No polkit authentication agent/.test(error.message))
        reject(refusal(statusOf(error), stderr));
      else reject(failure(711, 'The helper could not be started.', stderr || error.message));
    });
  });
}

const statusOf = (error: Error): number | null =>
  'code' in error && typeof error.code === 'number' ? error.code : null;

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
  const way = chooseWay(uid, existsSync);
  if (way === 'policy') await startByPolicy();
  else if (helper === 'installed')
    throw failure(711, 'The helper is not installed, or its policy is not.', installedHelper);
  else if (way === 'root') await startAsRoot(helper, runtimeDirectory);
  else await startByPrompt(helper);
  const started = await connectHelper(runtimeDirectory, program);
  if (!started)
    throw failure(711, 'The helper was started and ended at once.', `see ${runtimeDirectory}/helper.log`);
  return started;
}
