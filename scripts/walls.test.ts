import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const checkout = join(import.meta.dirname, '..');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dun-walls-'));
  for (const file of ['tsconfig.tests.json', 'tsconfig.base.json', 'package.json'])
    cpSync(join(checkout, file), join(root, file));
  plant('scripts/some.ts', ''); // the tests' tsconfig, which the rules read, names this folder
  plant('protocol/frame.ts', 'export const flag = 0x7e;\n');
  plant('contract/state.ts', 'export const states = [1];\n');
  plant('engine/link.ts', "import { flag } from '../protocol/frame.ts';\nexport const first = flag;\n");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function walls(...rooms: string[]): { status: number | null; text: string } {
  const words = [join(checkout, 'scripts/walls.ts'), `--root=${root}`, ...rooms];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { status, text: stderr + stdout };
}

it('lets an import pass that the walls allow', () => {
  expect(walls('protocol', 'contract', 'engine')).toEqual({ status: 0, text: '3 modules, 0 violations\n' });
});

it('names a forbidden import between rooms', () => {
  plant(
    'protocol/leak.ts',
    "import { states } from '../contract/state.ts';\nexport const leak = states.length;\n",
  );
  const { status, text } = walls('protocol', 'contract', 'engine');
  expect(status).toBe(1);
  expect(text).toContain('protocol-imports-only-its-neighbours: protocol/leak.ts -> contract/state.ts\n');
});

it('names what a pure room takes from Node, and an import that is a type only', () => {
  plant(
    'contract/impure.ts',
    "import { hostname } from 'node:os';\nimport type { first } from '../engine/link.ts';\nexport const host: () => string = hostname;\nexport type Of = typeof first;\n",
  );
  const { status, text } = walls('protocol', 'contract', 'engine');
  expect(status).toBe(1);
  expect(text).toContain('pure-rooms-know-no-node: contract/impure.ts -> os\n');
  expect(text).toContain('contract-imports-only-its-neighbours: contract/impure.ts -> engine/link.ts\n');
});

it('fails when it saw nothing of a room', () => {
  mkdirSync(join(root, 'helper'));
  const { status, text } = walls('protocol', 'helper');
  expect(status).toBe(1);
  expect(text).toContain('dependency-cruiser saw no module of: helper\n');
});

it('fails when a room is not there', () => {
  expect(walls('protocol', 'attic').status).toBe(1);
});
