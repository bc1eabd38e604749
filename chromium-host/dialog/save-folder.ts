/** What the save dialog knows of the disk: what is in a folder, and whether a name will do. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';

export interface Listing {
  readonly folder: string;
  /** Undefined: this is the top. */
  readonly above?: string;
  /** Folders first, each in the order of the alphabet; hidden ones left out. */
  readonly items: readonly { readonly name: string; readonly folder: boolean }[];
  /** Why there is nothing to see. */
  readonly problem?: string;
}

export type Judgement =
  | { readonly kind: 'save'; readonly path: string }
  | { readonly kind: 'exists'; readonly path: string; readonly name: string }
  /** It is a folder: show that one instead. */
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'problem'; readonly text: string };

/** More would be no help to anybody. */
const mostItems = 5000;

const kindOf = (path: string): 'folder' | 'file' | undefined => {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  return status.isDirectory() ? 'folder' : 'file';
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'You have no permission to use this folder.';
  if (code === 'ENOENT') return 'This folder does not exist.';
  return error instanceof Error ? error.message : String(error);
};

export function list(folder: string): Listing {
  const above = dirname(folder);
  const place = { folder, ...(above === folder ? {} : { above }) };
  try {
    const items = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .slice(0, mostItems)
      .map((each) => ({
        name: each.name,
        folder: each.isDirectory() || (each.isSymbolicLink() && kindOf(join(folder, each.name)) === 'folder'),
      }));
    const order = new Intl.Collator(undefined, { numeric: true });
    items.sort((a, b) => Number(b.folder) - Number(a.folder) || order.compare(a.name, b.name));
    return { ...place, items };
  } catch (error) {
    return { ...place, items: [], problem: reasonOf(error) };
  }
}

/** What typing this name in this folder means; `extension` is added to a name that has none. */
export function judge(folder: string, typed: string, extension: string | undefined): Judgement {
  const name = typed.trim();
  if (name === '') return { kind: 'problem', text: 'Type a name for the file.' };
  if (name.includes('\0')) return { kind: 'problem', text: 'A file name cannot contain this character.' };
  const inHome = name === '~' || name.startsWith('~/') ? join(homedir(), name.slice(1)) : name;
  const given = resolve(folder, inHome);
  try {
    if (kindOf(given) === 'folder') return { kind: 'folder', folder: given };
    if (name.endsWith('/')) return { kind: 'problem', text: `${given} does not exist.` };
    const path = extname(given) === '' && extension !== undefined ? `${given}.${extension}` : given;
    if (kindOf(dirname(path)) !== 'folder') {
      return { kind: 'problem', text: `The folder ${dirname(path)} does not exist.` };
    }
    const kind = kindOf(path);
    if (kind === 'folder') return { kind: 'problem', text: `${basename(path)} is a folder.` };
    accessSync(kind === 'file' ? path : dirname(path), constants.W_OK);
    return kind === 'file' ? { kind: 'exists', path, name: basename(path) } : { kind: 'save', path };
  } catch (error) {
    return { kind: 'problem', text: reasonOf(error) };
  }
}

/** Where a dialog starts that was asked for with this path, and the name it proposes. */
export function startOf(defaultPath: string | undefined): { folder: string; name: string } {
  const home = homedir();
  if (defaultPath === undefined || defaultPath === '') return { folder: home, name: '' };
  const path = isAbsolute(defaultPath) ? defaultPath : join(home, defaultPath);
  if (kindOf(path) === 'folder') return { folder: path, name: '' };
  const folder = kindOf(dirname(path)) === 'folder' ? dirname(path) : home;
  return { folder, name: basename(path) };
}
