/** Runs one scenario in a network namespace of its own, and gives what it returned. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('scenario-process.ts', import.meta.url));

/** Rejects with everything the scenario printed when it fails or takes too long. */
export async function runScenario(name: string, parameters: unknown = {}): Promise<unknown> {
  const namespaces = ['--net', '--mount', '--propagation', 'private'];
  const { stdout } = await run(
    'unshare',
    [...namespaces, '--', process.execPath, '--expose-gc', program, name, JSON.stringify(parameters)],
    { timeout: 60_000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
  );
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last);
}
