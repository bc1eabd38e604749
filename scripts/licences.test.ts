/** About against the lock file: whoever's work is in a bundle is named there, on the terms the package itself states. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { works } from '../renderer/windows/about/licences.ts';
import { checkout } from './paths.ts';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly license?: string | readonly string[];
}
const read = (file: string): unknown => JSON.parse(readFileSync(join(checkout, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 13);

/** Where Node finds it, seen from another package. */
function folderOf(name: string, from: string): string {
  for (let above = from; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/node_modules/')))) {
    const folder = `${above}${above === '' ? '' : '/'}node_modules/${name}`;
    if (packages[folder] !== undefined) return folder;
    if (above === '') throw new Error(`${name} is not in the lock file`);
  }
}

/** The packages that the pages import by name. */
function importedByPages(): string[] {
  const files = execFileSync('git', ['ls-files', 'renderer'], { cwd: checkout, encoding: 'utf8' });
  const names = files
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|vite\.config/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(checkout, file), 'utf8').matchAll(/(?:^import |\bfrom )'([^.'][^']*)';$/gm),
    ])
    .map(([, path = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  return [...new Set(names)];
}

/** They, and what they need themselves. */
function everything(roots: readonly string[]): Map<string, Locked> {
  const found = new Map<string, Locked>();
  const add = (name: string, from: string): void => {
    const folder = folderOf(name, from);
    if (found.has(folder)) return;
    const locked = packages[folder] ?? {};
    found.set(folder, locked);
    for (const needed of Object.keys(locked.dependencies ?? {})) add(needed, folder);
  };
  for (const root of roots) add(root, '');
  return found;
}

const { dependencies } = packages[''] ?? {};
const used = everything([...Object.keys(dependencies ?? {}), ...importedByPages()]);

it('knows what is in the bundles', () => {
  const names = [...used.keys()].map(nameOf);
  for (const name of ['react-dom', 'scheduler', '98.css', '@xterm/xterm', 'dbus-next', 'sax', 'zod'])
    expect(names).toContain(name);
});

it('names every package that is in a bundle, and none that is not', () => {
  const named = works.flatMap((work) => work.packages);
  expect(named.toSorted()).toEqual([...used.keys()].map(nameOf).toSorted());
});

it('names the licence that the package states', () => {
  for (const [folder, { license }] of used) {
    const work = works.find((each) => each.packages.includes(nameOf(folder)));
    // Some old ones state it in a file alone.
    if (license !== undefined)
      expect(
        [license].flat().map((each) => each.split('/')[0]),
        folder,
      ).toContain(work?.licence);
  }
});
