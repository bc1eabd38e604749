/**
 * Runs everything that can fail and adds it up: `npm test`, or `npm test -- STEP...` for some of the steps.
 * Skipped tests are listed by name; the last line is `N passed, N failed, N skipped` over all runners.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import {
  doctestCounts,
  electronCounts,
  fuzzCounts,
  playwrightCounts,
  vitestCounts,
  type Counts,
} from './test-counts.ts';
import { fuzzTargets } from './fuzz-targets.ts';
// @ts-expect-error -- setup.mjs is plain JavaScript because it runs before TypeScript is installed
import { root as projectRoot, requireSystemPackages } from './setup.mjs';

const root = projectRoot as string;
const reports = join(root, 'build/reports');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const node = join(root, 'node_modules/node/bin/node');

interface Step {
  readonly name: string;
  readonly group: 'lint' | 'native' | 'unit' | 'fuzz' | 'e2e' | 'window';
  /** Commands in order; the counts are read off the last one's output. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Reads the counts; undefined: the step is one test, passed when its status is 0. */
  readonly counts?: (output: string) => Counts | Promise<Counts>;
  readonly env?: Record<string, string>;
}

const cmake = (folder: string, ...options: string[]): [string, ...string[]] => [
  'cmake',
  '-S',
  'native',
  '-B',
  `native/${folder}`,
  '-G',
  'Ninja',
  ...options,
];
const clang = ['-DCMAKE_CXX_COMPILER=clang++-14', '-DCMAKE_C_COMPILER=clang-14'];
const build = (folder: string, ...targets: string[]): [string, ...string[]] => [
  'cmake',
  '--build',
  `native/${folder}`,
  '--parallel',
  '2',
  ...(targets.length > 0 ? ['--target', ...targets] : []),
];
const vitest = (config: string, report: string): [string, ...string[]] => [
  node,
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--config',
  config,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, report)}`,
];

const steps: readonly Step[] = [
  {
    name: 'types',
    group: 'lint',
    commands: [
      [bin('tsc'), '-b'],
      [bin('tsc'), '-p', 'tsconfig.tests.json'],
    ],
  },
  { name: 'eslint', group: 'lint', commands: [[bin('eslint'), '--max-warnings', '0', '.']] },
  { name: 'prettier', group: 'lint', commands: [[bin('prettier'), '--check', '--log-level', 'warn', '.']] },
  {
    name: 'clang-format',
    group: 'lint',
    commands: [
      ['sh', '-c', "git ls-files 'native/*.cc' 'native/*.h' | xargs clang-format-14 --dry-run --Werror"],
    ],
  },
  { name: 'walls', group: 'lint', commands: [[node, 'scripts/walls.ts']] },
  {
    name: 'native core and link thread, address and undefined behaviour sanitizers',
    group: 'native',
    commands: [
      cmake('build-asan', ...clang, '-DDUN_SANITIZE=address,undefined'),
      build('build-asan'),
      [
        'sh',
        '-ec',
        'cd native/build-asan; test/dun-core-tests; link/dun-link-tests; link/dun-allocation-tests',
      ],
    ],
    counts: doctestCounts,
  },
  {
    name: 'native link thread, thread sanitizer',
    group: 'native',
    commands: [
      cmake('build-tsan', ...clang, '-DDUN_SANITIZE=thread'),
      build('build-tsan'),
      ['native/build-tsan/link/dun-link-tests'],
    ],
    counts: doctestCounts,
  },
  {
    name: 'unit and room tests',
    group: 'unit',
    commands: [vitest('vitest.config.ts', 'unit.json')],
    counts: () => vitestCounts(join(reports, 'unit.json'), root),
  },
  {
    name: 'end to end: real peers, embedded exchange',
    group: 'e2e',
    commands: [vitest('e2e/vitest.config.ts', 'e2e.json')],
    counts: () => vitestCounts(join(reports, 'e2e.json'), root),
  },
  {
    name: 'the window, in Chromium',
    group: 'window',
    commands: [
      [node, 'scripts/build-app.ts'],
      [node, 'e2e/desktop/run.ts'],
    ],
    counts: () => playwrightCounts(join(reports, 'window.json')),
  },
  {
    name: 'the window, in Electron',
    group: 'window',
    commands: [
      [node, 'scripts/build-app.ts'],
      [node, 'scripts/e2e-electron.ts'],
    ],
    counts: (output) => electronCounts(output, join(reports, 'window-electron.json')),
  },
  {
    name: `fuzzing, a minute each: ${fuzzTargets.join(', ')}`,
    group: 'fuzz',
    commands: [[node, 'scripts/fuzz.ts', '60']],
    counts: fuzzCounts,
  },
];

/** Runs one command, its output shown as it comes and kept for counting. */
function execute(
  command: readonly [string, ...string[]],
  env: Record<string, string> = {},
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    const take = (out: NodeJS.WriteStream) => (chunk: Buffer) => {
      chunks.push(chunk);
      out.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', (error) => chunks.push(Buffer.from(`${program}: ${error.message}\n`)));
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** A runner that failed without naming a failed test, or ran no test at all, has failed. */
async function runStep(step: Step): Promise<Counts> {
  let last = { status: 0, output: '' };
  for (const command of step.commands) {
    last = await execute(command, step.env);
    if (last.status !== 0) break;
  }
  if (!step.counts) {
    return { passed: last.status === 0 ? 1 : 0, failed: last.status === 0 ? 0 : 1, skipped: 0 };
  }
  let counts: Counts;
  try {
    counts = await step.counts(last.output);
  } catch (error) {
    console.error(`${step.name}: no result to count: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const ranNone = counts.passed + counts.failed + counts.skipped === 0;
  const unexplained = last.status !== 0 && counts.failed === 0;
  return ranNone || unexplained ? { ...counts, failed: counts.failed + 1 } : counts;
}

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.group));
if (chosen.length === 0) {
  console.error(
    `no such step: ${wanted.join(' ')} (there are: ${[...new Set(steps.map((s) => s.group))].join(' ')})`,
  );
  process.exit(2);
}
if (
  process.getuid?.() !== 0 &&
  chosen.some(({ group }) => group !== 'lint' && group !== 'native' && group !== 'fuzz')
) {
  console.error(
    'The tests make network namespaces, TUN devices and raw sockets of their own and need root for it:\n\n  sudo npm test\n',
  );
  process.exit(1);
}
(requireSystemPackages as (set: string) => void)('test');
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
const skipped: string[] = [];
for (const step of chosen) {
  console.log(styleText('bold', `\n=== ${step.name}`));
  const start = performance.now();
  const counts = await runStep(step);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const named = counts.skippedTests ?? [];
  skipped.push(...named);
  if (counts.skipped > named.length) skipped.push(`${counts.skipped - named.length} of ${step.name}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
  summary.push(
    `${counts.failed > 0 ? 'FAILED' : 'ok    '} ${seconds} s  ${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
    ...(counts.failedTests ?? []).flatMap((name) =>
      name.split('\n').map((line) => `                 ${line}`),
    ),
  );
}
console.log(`\n${summary.join('\n')}\n`);
if (skipped.length > 0) console.log(styleText('bold', 'Skipped:') + `\n  ${skipped.join('\n  ')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
