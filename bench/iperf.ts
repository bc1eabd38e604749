/** One TCP stream of iperf3 from a namespace: how much arrived. */
import type { Namespace } from '../e2e/harness/namespace.ts';

export type Direction = 'up' | 'down';
export const directions = ['up', 'down'] as const satisfies readonly Direction[];

/** Megabits a second at the receiver, after half a second of slow start that is not counted. */
export async function megabits(
  from: Namespace,
  server: string,
  direction: Direction,
  seconds: number,
): Promise<number> {
  const args = ['-J', '-O', '0.5', '-t', `${seconds}`, '-c', server];
  const { stdout, stderr } = await from.run('iperf3', direction === 'down' ? [...args, '-R'] : args);
  const report = JSON.parse(stdout || '{}') as {
    error?: string;
    end?: { sum_received?: { bits_per_second: number } };
  };
  const rate = report.end?.sum_received?.bits_per_second;
  if (rate === undefined) throw new Error(`iperf3 to ${server}: ${report.error ?? stderr}`);
  return rate / 1e6;
}
