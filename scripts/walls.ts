/**
 * Holds the walls between the rooms with dependency-cruiser, and fails when it saw no module of a room: a blind guard passes
 * everything. `walls.ts [--root=FOLDER] [ROOM...]`: all rooms of this checkout by default, by the rules of this checkout always.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const checkout = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  options: { root: { type: 'string', default: checkout } },
  allowPositionals: true,
});
const rooms =
  positionals.length > 0
    ? positionals
    : [
        'contract',
        'protocol',
        'native/addon',
        'engine',
        'helper',
        'client',
        'cli',
        'isp',
        'electron',
        'chromium-host',
        'renderer',
      ];
const cruise = spawnSync(
  join(checkout, 'node_modules/.bin/depcruise'),
  ['--config', join(checkout, '.dependency-cruiser.js'), '--output-type', 'json', ...rooms],
  { cwd: values.root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
let result: {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};
try {
  result = JSON.parse(cruise.stdout) as typeof result;
} catch {
  console.error(cruise.stdout, cruise.stderr);
  process.exit(1);
}
for (const { rule, from, to } of result.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
const unseen = rooms.filter((room) => !result.modules.some(({ source }) => source.startsWith(`${room}/`)));
if (unseen.length > 0) console.error(`dependency-cruiser saw no module of: ${unseen.join(', ')}`);
console.log(`${result.modules.length} modules, ${result.summary.violations.length} violations`);
process.exitCode = result.summary.violations.length > 0 || unseen.length > 0 ? 1 : 0;
