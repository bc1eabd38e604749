/** The machine the figures were made on, in a paragraph. */
import { cpus, loadavg, release, totalmem } from 'node:os';

export function machineText(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1e9);
  return (
    `Made on ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${memory} GB of memory, ` +
    `Linux ${release()}, Node ${process.version}; its load average before the run was ${(loadavg()[0] ?? 0).toFixed(1)}, ` +
    `which is what else ran beside the benchmarks. Figures are a median and, in parentheses, the least and the most.`
  );
}
