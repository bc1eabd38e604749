/** The helper's resident memory, as the other benchmarks found it along the way. */
import { digits } from './figures.ts';
import type { Memory } from './process-usage.ts';
import type { Section } from './section.ts';

/**
 * The first start after an installation or a change of the code compiles everything, and keeps it in
 * /var/cache/dial-up-networking; every later one finds it there.
 */
export type Start = 'first' | 'later';

export interface MemoryReading extends Memory {
  readonly start: Start;
  readonly when: string;
}

const limit = 90;

export function memorySection(readings: readonly MemoryReading[]): Section[] {
  if (readings.length === 0) return [];
  const most = Math.max(...readings.filter(({ start }) => start === 'later').map(({ resident }) => resident));
  return [
    {
      title: 'Memory of the helper',
      how:
        'VmRSS and RssAnon from /proc, in megabytes of 10^6 bytes. The difference is what files on disk back, above all the ' +
        'node binary, which every Node process of the machine shares. The first start is one with an empty ' +
        'code cache, as after an installation: it compiles everything. Later ones, the normal case, find the cache that an ' +
        'earlier helper filled with the same calls; the target is held against these.',
      columns: ['start', 'when', 'resident MB', 'of it anonymous MB'],
      rows: readings.map(({ start, when, resident, own }) => [start, when, digits(resident), digits(own)]),
      targets: [
        {
          what: 'resident memory of the helper, at its largest (not the first start)',
          goal: `under ${limit} MB`,
          measured: `${digits(most)} MB`,
          met: most < limit,
        },
      ],
    },
  ];
}
