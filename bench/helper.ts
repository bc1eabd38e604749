/** The helper as a process to be measured: starting one without a call, and finding one that runs. */
import { join } from 'node:path';
import type { Namespace } from '../e2e/harness/namespace.ts';
import type { Rasdial } from '../e2e/harness/rasdial.ts';

const node = join(import.meta.dirname, '../node_modules/node/bin/node');
const program = join(import.meta.dirname, '../helper/main.ts');

/** In this namespace alone, nothing is compiled yet: the next helper there starts as the first one after an installation. */
export async function emptyCodeCache(namespace: Namespace): Promise<void> {
  const folder = '/var/cache/dial-up-networking';
  await namespace.must('mkdir', ['-p', '-m', '700', folder]);
  await namespace.must('mount', ['-t', 'tmpfs', '-o', 'mode=0700', 'tmpfs', folder]);
}

export async function helperPid(rasdial: Rasdial): Promise<number> {
  const pid = await rasdial.helperPid();
  if (pid === undefined) throw new Error('no helper runs');
  return pid;
}

/** Starts it the way rasdial does; resolves once its socket answers, that is, when --status is answered. */
export async function startHelper(namespace: Namespace, rasdial: Rasdial): Promise<number> {
  await namespace.must(node, ['--disable-sigusr1', program, `--runtime-dir=${rasdial.runtime}`]);
  const { status, stderr } = await rasdial.run('--status');
  if (status !== 0) throw new Error(`the helper does not answer: ${stderr}`);
  return helperPid(rasdial);
}
