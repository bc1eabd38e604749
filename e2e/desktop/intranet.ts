/** The user's own look at the office, from the computer that dialled. */
import { spawnAsUser, node } from './user.ts';
import type { Desktop } from './desktop.ts';

export const intranet = 'http://10.99.0.80/';

/** The page's text; rejects with the reason. */
export async function load(desktop: Desktop, url: string): Promise<string> {
  const script = `const r = await fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(15_000) }); console.log(await r.text())`;
  const child = spawnAsUser([node(), '--input-type=module', '--eval', script], desktop.environment, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let complaint = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(complaint);
  return out;
}
