/**
 * Builds the program into build/app: main, preload, helper, pages and pictures. Does nothing when nothing is newer, and says
 * nothing then. `build-app.ts [--out=FOLDER]`
 */
import {
  accessSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { build as buildPages } from 'vite';
import { appEventNames, callChannel, callNames, eventChannel } from '../contract/app.ts';
import { checkout } from './paths.ts';

export const appFolder = join(checkout, 'build/app');

const common = {
  absWorkingDir: checkout,
  bundle: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'eof',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const requireForBundled = {
  js: `import { createRequire as createRequireForBundled } from 'node:module';
const require = createRequireForBundled(import.meta.url);`,
};

/** dbus-next's own optional modules: it does without them, and so do we. */
export const optional: readonly string[] = ['x11', 'usocket'];

const channels = {
  calls: Object.fromEntries(callNames.map((name) => [name, callChannel(name)])),
  events: Object.fromEntries(appEventNames.map((name) => [name, eventChannel(name)])),
};

/** Every bundle but the pages', by the name of its folder. */
export const bundles = (
  out: string,
): Readonly<Record<'main' | 'preload' | 'helper', BuildOptions & { metafile: true }>> => ({
  main: {
    ...common,
    entryPoints: ['electron/main/main.ts'],
    outfile: join(out, 'main/main.js'),
    format: 'esm',
    external: ['electron', ...optional],
    banner: requireForBundled,
  },
  // A sandboxed preload is CommonJS in one file.
  preload: {
    ...common,
    entryPoints: ['electron/preload/preload.ts'],
    outfile: join(out, 'preload/preload.cjs'),
    format: 'cjs',
    external: ['electron'],
    define: { CONTRACT_CHANNELS: JSON.stringify(channels) },
  },
  helper: {
    ...common,
    entryPoints: ['helper/main.ts'],
    outfile: join(out, 'helper/main.js'),
    format: 'esm',
    external: ['*.node'],
    banner: requireForBundled,
  },
});

/** Built by CMake, for Node and Electron alike; the helper looks for it beside itself. */
export const nativeModule = 'native/build/addon/dial_up_networking.node';

/** The picture in the desktop's list of windows. */
const windowIcon = { from: 'assets/icons/app-128.png', to: 'assets/program.png' };

/** Everything a build is made of. */
const sources = [
  'assets',
  'client',
  'contract',
  'electron',
  'engine',
  'helper',
  'native/addon',
  nativeModule,
  'protocol',
  'renderer',
  'package-lock.json',
  'scripts/build-app.ts',
];

function newest(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  // A folder's own time tells that something was taken away.
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What main reads from disk: the tray's pictures and the windows'. The pages hold theirs themselves. */
function pictures(out: string): void {
  const folder = join(out, 'assets');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(checkout, 'assets/tray'), join(folder, 'tray'), {
    recursive: true,
    filter: (path) => !path.endsWith('.svg'),
  });
  copyFileSync(join(checkout, windowIcon.from), join(out, windowIcon.to));
}

async function pages(out: string): Promise<void> {
  await buildPages({
    configFile: join(checkout, 'renderer/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(out, 'renderer') },
  });
}

export async function buildApp(out = appFolder): Promise<void> {
  const mark = join(out, '.built');
  const from = Math.max(...sources.map((path) => newest(join(checkout, path))));
  if (from < newest(mark)) return;
  if (existsSync(mark) && !mayWrite(out)) {
    console.error(`${out} is older than its sources and not yours to write: it is used as it is`);
    return;
  }
  const began = new Date();
  rmSync(mark, { force: true });
  mkdirSync(out, { recursive: true });
  await Promise.all([...Object.values(bundles(out)).map((options) => build(options)), pages(out)]);
  if (existsSync(join(checkout, nativeModule)))
    copyFileSync(join(checkout, nativeModule), join(out, 'helper', basename(nativeModule)));
  pictures(out);
  writeFileSync(mark, '');
  // What changed while we were building is newer than the build.
  utimesSync(mark, began, began);
}

if (import.meta.filename === process.argv[1]) {
  const out = process.argv.find((each) => each.startsWith('--out='))?.slice('--out='.length);
  await buildApp(out);
}
