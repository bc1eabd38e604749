/** One scenario, in the namespace it was started in: its parameters come as JSON, its result goes out as JSON. */
import { execFileSync } from 'node:child_process';
import { scenarios } from './scenarios.ts';

const [name = '', parameters = '{}'] = process.argv.slice(2);
const scenario = scenarios[name];
if (!scenario) throw new Error(`no scenario "${name}"`);
// The test that started this has been given up: so is this.
process.stdin
  .on('end', () => {
    process.exit(1);
  })
  .resume();
execFileSync('ip', ['link', 'set', 'lo', 'up']);
const result = await scenario(JSON.parse(parameters) as never);
process.stdout.write(`${JSON.stringify(result)}\n`, () => {
  process.stdin.destroy();
});
