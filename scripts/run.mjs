/**
 * Every npm script starts here, on whatever Node the machine has (18 or later): installs what the command needs,
 * builds the native module, then hands over to the Node this project pins.
 *
 *   node scripts/run.mjs COMMAND [ARGUMENT...]
 */
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { installNodeModules, requireSystemPackages, buildNative, pinnedNode, root } from './setup.mjs';

/** What each command runs, which system packages it needs and whether it needs the native module. */
const commands = {
  start: { run: ['scripts/start.ts'], packages: 'run', native: true },
  demo: { run: ['isp/demo.ts'], packages: 'run', native: true },
  isp: { run: ['isp/main.ts'], packages: 'run', native: true },
  rasdial: { run: ['cli/main.ts'], packages: 'run', native: true },
  test: { run: ['scripts/test.ts'], packages: 'test', native: true },
  'e2e:electron': { run: ['scripts/e2e-electron.ts'], packages: 'test', native: true },
  bench: { run: ['bench/main.ts'], packages: 'test', native: true },
  fuzz: { run: ['scripts/fuzz.ts'], packages: 'test', native: false },
  lint: { run: ['scripts/test.ts', 'lint'], packages: 'test', native: false },
  format: { run: ['scripts/format.ts'], packages: 'test', native: false },
  'build:native': { packages: 'run', native: true },
};

const [name = '', ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(commands).join('|')} [argument...]`);
  process.exit(2);
}
try {
  requireSystemPackages(command.packages);
  installNodeModules();
  if (command.native) buildNative();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (command.run) {
  // Ctrl-C reaches the child by the terminal; we stay to pass its status on.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  const [script, ...fixed] = command.run;
  const child = spawnSync(pinnedNode, [`${root}/${script}`, ...fixed, ...rest], { stdio: 'inherit' });
  process.exitCode = child.status ?? 128 + (child.signal ? (constants.signals[child.signal] ?? 0) : 0);
}
