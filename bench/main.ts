/**
 * `npm run bench [-- NAME...]`: measures, prints, and, when nothing was left out, puts the figures in docs/measurements.md. A slow
 * figure fails nothing; a benchmark that cannot be run does.
 */
import { chain } from './chain.ts';
import { closeAll } from './closers.ts';
import { core } from './core.ts';
import { machineText } from './machine.ts';
import { type MemoryReading, memorySection } from './memory.ts';
import { modem } from './modem.ts';
import { asText, record } from './report.ts';
import type { Benchmark, Section } from './section.ts';
import { startTimes } from './start-times.ts';
import { tunnel } from './tunnel.ts';

const readings: MemoryReading[] = [];
const benchmarks: readonly Benchmark[] = [
  { name: 'core', run: core },
  { name: 'start', run: startTimes },
  { name: 'tunnel', run: () => tunnel(readings) },
  { name: 'modem', run: modem },
  { name: 'chain', run: () => chain(readings) },
  { name: 'memory', run: () => Promise.resolve(memorySection(readings)) },
];

/** What was just being started when the signal came is closed as soon as it runs. */
const lastStarts = 1000;
const interruption = new AbortController();
const interrupted = (): boolean => interruption.signal.aborted;
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    interruption.abort();
    setTimeout(() => process.exit(status), lastStarts);
    void closeAll().catch((error: unknown) => {
      console.error(error);
    });
  });
}

if (process.geteuid?.() !== 0) {
  console.error('bench makes network namespaces and boots guests: it has to be started as root');
  process.exit(1);
}
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(', ')}; there are ${benchmarks.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const machine = machineText();
console.log(`${machine}\n`);
const sections: Section[] = [];
for (const { name, run } of benchmarks) {
  if (interrupted()) break;
  if (wanted.length > 0 && !wanted.includes(name) && name !== 'memory') continue;
  console.error(`bench: ${name}`);
  try {
    const made = await run();
    for (const section of made) console.log(asText(section));
    sections.push(...made);
  } catch (error) {
    if (!interrupted()) console.error(`bench: ${name} could not be run:`, error);
    process.exitCode = 1;
  }
}
if (wanted.length === 0 && process.exitCode === undefined) await record(machine, sections);
