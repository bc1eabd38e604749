/** The package.json that a main script belongs to: the program's name and version, as Electron takes them from there. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageFile {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

export function packageFileOf(script: string): PackageFile {
  let folder = dirname(script);
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`${script} belongs to no package`);
    folder = above;
  }
  const said = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    folder,
    name: text(said.productName) ?? text(said.name) ?? 'app',
    version: text(said.version) ?? '0.0.0',
  };
}
