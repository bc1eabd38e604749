/** `npm run fuzz [-- SECONDS [TARGET...]]`: builds the fuzzers and runs two at a time, SECONDS each (600 unless told). */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzTargets } from './fuzz-targets.ts';

const root = join(import.meta.dirname, '..');
const seconds = Number(process.argv[2] ?? 600);
const targets = process.argv.length > 3 ? process.argv.slice(3) : [...fuzzTargets];

function cmake(...args: string[]): void {
  const result = spawnSync('cmake', args, { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(result.stdout + result.stderr);
  process.exit(1);
}
const folder = 'native/build-fuzz';
cmake(
  '-S',
  'native',
  '-B',
  folder,
  '-G',
  'Ninja',
  '-DDUN_FUZZ=ON',
  '-DCMAKE_CXX_COMPILER=clang++-14',
  '-DCMAKE_C_COMPILER=clang-14',
);
cmake('--build', folder, '--parallel', '2');

/** What a run found stays in build/fuzz/NAME (new inputs) and build/fuzz/crash-*; seeds are never written to. */
function fuzz(target: string): Promise<void> {
  const found = join(root, 'build/fuzz', target);
  const seeds = join(root, 'testdata/fuzz', target.replace('fuzz_', ''));
  mkdirSync(found, { recursive: true });
  const args = [
    `-max_total_time=${seconds}`,
    '-max_len=4096',
    '-timeout=5',
    '-rss_limit_mb=1024',
    '-print_final_stats=1',
    `-artifact_prefix=${join(root, 'build/fuzz')}/crash-${target}-`,
    found,
    ...(existsSync(seeds) ? [seeds] : []),
  ];
  return new Promise((resolve) => {
    const child = spawn(join(root, folder, 'fuzz', target), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => (output += error.message));
    child.on('close', (status) => {
      const runs = /stat::number_of_executed_units:\s*(\d+)/.exec(output)?.[1];
      const passed = status === 0 && runs !== undefined;
      if (!passed) {
        console.log(output);
        process.exitCode = 1;
      }
      console.log(`fuzz ${target} ${passed ? 'passed' : 'failed'} ${runs ?? 'no'} runs in ${seconds} s`);
      resolve();
    });
  });
}
const queue = [...targets];
await Promise.all(
  [0, 1].map(async () => {
    for (let target = queue.shift(); target; target = queue.shift()) await fuzz(target);
  }),
);
