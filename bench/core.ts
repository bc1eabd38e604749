/** The transforms of the data path one by one: what the native micro benchmark prints. */
import { join } from 'node:path';
import { must } from '../e2e/harness/namespace.ts';
import { digits } from './figures.ts';
import type { Section } from './section.ts';

const program = join(import.meta.dirname, '../native/build/test/dun-core-bench');

export async function core(): Promise<Section[]> {
  const output = await must(program, []);
  const rows = [...output.matchAll(/^(.+?)\s+(\d+) ns\/packet$/gm)].map(([, name = '', time = '']) => {
    const bytes = Number(/ (\d+) B/.exec(name)?.[1] ?? 0);
    return [name, time, bytes === 0 ? '' : digits((bytes * 8000) / Math.max(Number(time), 1))];
  });
  if (rows.length === 0) throw new Error(`${program} printed no figures: ${output}`);
  return [
    {
      title: 'Transforms of the data path',
      how: 'One thread, one packet after the other, no system calls; the best of five batches of 20 000 packets.',
      columns: ['transform', 'ns a packet', 'Mbit/s'],
      rows,
      targets: [],
    },
  ];
}
