/** The helper of the tests' computer: started beforehand for its user, so that no spec needs a password. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectHelper } from '../../client/index.ts';
import { defaultRuntimeDirectory } from '../../contract/helper.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { must } from '../harness/namespace.ts';
import { checkout, node, userId } from './user.ts';
import { until } from './until.ts';

/** The server's process, in this computer's process namespace. */
export function helperPid(): number | undefined {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let words: string[];
    try {
      words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    } catch {
      continue; // it has just ended
    }
    if (words.some((word) => word.endsWith('/helper/main.ts')) && words.includes('serve'))
      return Number(name);
  }
  return undefined;
}

export async function startHelper(): Promise<void> {
  const program = join(checkout(), 'helper/main.ts');
  await must(node(), ['--disable-sigusr1', program, `--owner=${userId}`, '--idle-exit=3600']);
}

/** Ends it: politely, so that it hangs everything up first, or as a crash would. */
export async function endHelper(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const pid = helperPid();
  if (pid === undefined) return;
  process.kill(pid, signal);
  await until('the helper is gone', () => (helperPid() === pid ? undefined : true));
}

/** What the helper itself says is up or being dialled. */
export async function connections(): Promise<readonly ConnectionStatus[]> {
  const helper = await connectHelper(defaultRuntimeDirectory, 'a spec');
  if (helper === undefined) throw new Error('there is no helper');
  const status = await helper.request('status', {});
  helper.close();
  return status.connections;
}
