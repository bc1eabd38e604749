/** The helper's resident memory, as the other benchmarks found it along the way. */
import { digits } from './figures.ts';
import type { Memory } from './process-usage.ts';
import type { Section } from './section.ts';

export interface MemoryReading extends Memory {
  readonly when: string;
}

const limit = 90;

export function memorySection(readings: readonly MemoryReading[]): Section[] {
  if (readings.length === 0) return [];
  const most = Math.max(...readings.map(({ resident }) => resident));
  return [
    {
      title: 'Memory of the helper',
      how:
        'VmRSS and RssAnon from /proc, in megabytes of 10^6 bytes. The difference is what files on disk back, above all the ' +
        'node binary, which every Node process of the machine shares.',
      columns: ['when', 'resident MB', 'of it anonymous MB'],
      rows: readings.map(({ when, resident, own }) => [when, digits(resident), digits(own)]),
      targets: [
        {
          what: 'resident memory of the helper, at its largest',
          goal: `under ${limit} MB`,
          measured: `${digits(most)} MB`,
          met: most < limit,
        },
      ],
    },
  ];
}
