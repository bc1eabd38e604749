/** How long rasdial takes to start and end again when it has nothing to do, beside Node itself. */
import { join } from 'node:path';
import { Namespace, must } from '../e2e/harness/namespace.ts';
import { Rasdial } from '../e2e/harness/rasdial.ts';
import { withClosers } from './closers.ts';
import { median, spread } from './figures.ts';
import type { Section } from './section.ts';

const repetitions = 20;
const node = join(import.meta.dirname, '../node_modules/node/bin/node');

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

export function startTimes(): Promise<Section[]> {
  return withClosers(async (closers) => {
    const namespace = await Namespace.create();
    closers.add(() => namespace.close());
    const rasdial = await Rasdial.create(namespace, [], {});
    const commands = [
      { name: 'node, an empty program', args: ['--input-type=module', '--eval', ''] },
      { name: 'rasdial --version', args: rasdial.arguments(['--version']) },
      { name: 'rasdial --help', args: rasdial.arguments(['--help']) },
      { name: 'rasdial (lists connections; no helper runs)', args: rasdial.arguments([]) },
    ].map((command) => ({ ...command, times: [] as number[] }));
    for (let i = 0; i <= repetitions; i += 1) {
      for (const { args, times } of commands) {
        const time = await milliseconds(() => must(node, args));
        if (i > 0) times.push(time); // the first round only fills the page cache
      }
    }
    const bare = median(commands[0]?.times ?? []);
    return [
      {
        title: 'Start time of rasdial',
        how:
          `Wall time from starting the process until it has ended, ${repetitions} times each, the commands in turn; ` +
          'the last column sets the median against Node starting with nothing to run.',
        columns: ['command', 'ms', 'of bare Node'],
        rows: commands.map(({ name, times }) => [
          name,
          spread(times),
          `${(median(times) / bare).toFixed(2)} ×`,
        ]),
        targets: [],
      },
    ];
  });
}
