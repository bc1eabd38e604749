/** A program that sheds its capabilities first thing, then prints what each of its threads is left with. */
import { readdirSync, readFileSync } from 'node:fs';
import { capabilities, execWithReducedCapabilities } from '../index.js';

if (!capabilities().noNewPrivs) {
  execWithReducedCapabilities(process.execPath, [process.execPath, ...process.argv.slice(1)], {
    MARK: 'set',
  });
}
const threads = readdirSync('/proc/self/task').map((id) => {
  const status = readFileSync(`/proc/self/task/${id}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)$`, 'm').exec(status)?.[1];
  return [field('CapPrm'), field('CapEff'), field('CapBnd'), field('CapAmb'), field('NoNewPrivs')].join(' ');
});
const { effective, bounding, noNewPrivs } = capabilities();
process.stdout.write(
  JSON.stringify({
    threads,
    environment: process.env,
    args: process.argv.slice(2),
    capabilities: [String(effective), String(bounding), noNewPrivs],
  }),
);
