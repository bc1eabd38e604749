/** Holds the walls between the rooms with dependency-cruiser, and fails when it saw no modules: a blind guard passes everything. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const rooms = ['contract', 'protocol', 'native/addon', 'engine', 'helper', 'client', 'cli', 'isp'];
const cruise = spawnSync(
  join(root, 'node_modules/.bin/depcruise'),
  ['--config', '.dependency-cruiser.js', '--output-type', 'json', ...rooms],
  { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
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
const unseen = rooms.filter(
  (room) => existsSync(join(root, room)) && !result.modules.some((m) => m.source.startsWith(`${room}/`)),
);
if (unseen.length > 0) console.error(`dependency-cruiser saw no module of: ${unseen.join(', ')}`);
console.log(`${result.modules.length} modules, ${result.summary.violations.length} violations`);
process.exitCode = result.summary.violations.length > 0 || unseen.length > 0 ? 1 : 0;
