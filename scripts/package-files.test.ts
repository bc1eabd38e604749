/** electron-builder.yml against what the program needs at run time: all of that is packed, and nothing else. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { relative, join } from 'node:path';
import { FileMatcher } from 'app-builder-lib/out/fileMatcher.js';
import { getConfig } from 'app-builder-lib/out/util/config/config.js';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { appFolder, bundles, nativeModule, optional } from './build-app.ts';
import { checkout } from './paths.ts';

const { files, asarUnpack, ...config } = await getConfig(
  checkout,
  join(checkout, 'electron-builder.yml'),
  null,
);

/** As electron-builder itself decides. */
function matcher(patterns: readonly string[]): (file: string) => boolean {
  const filter = new FileMatcher(checkout, checkout, (text) => text, [...patterns]).createFilter();
  const stat = statSync(import.meta.filename);
  return (file) => filter(join(checkout, file), stat);
}
const listed = [files]
  .flat()
  .flatMap((each) => (typeof each === 'string' ? each : [each?.filter].flat()))
  .filter((pattern) => typeof pattern === 'string');
const packed = matcher(listed);
const unpacked = matcher([asarUnpack].flat().filter((pattern) => typeof pattern === 'string'));

const inApp = (path: string) => join(relative(checkout, appFolder), path);
const built = async () =>
  Promise.all(
    Object.entries(bundles(appFolder)).map(async ([name, options]) => ({
      name,
      metafile: (await build({ ...options, write: false })).metafile,
    })),
  );
let made: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  made = await built();
});

describe('what is needed at run time', () => {
  it('of the bundles is packed, and each lies where package.json or main looks for it', () => {
    const outputs = made.flatMap(({ metafile }) => Object.keys(metafile.outputs));
    expect(outputs.toSorted()).toEqual(['helper/main.js', 'main/main.js', 'preload/preload.cjs'].map(inApp));
    expect(outputs.filter((file) => !packed(file))).toEqual([]);
  });

  it('is inside the bundles, but for Node, Electron and what is optional', () => {
    const outside = made.flatMap(({ metafile }) =>
      Object.values(metafile.outputs).flatMap(({ imports }) =>
        imports.filter(({ external }) => external).map(({ path }) => path),
      ),
    );
    const known = new Set([
      ...builtinModules,
      ...builtinModules.map((name) => `node:${name}`),
      'electron',
      ...optional,
    ]);
    expect([...new Set(outside)].filter((path) => !known.has(path))).toEqual([]);
    expect(outside).toContain('electron');
  });

  it('in Electron and in the helper keeps to its own side of the wall', () => {
    const inputsOf = (wanted: string) =>
      Object.keys(made.find(({ name }) => name === wanted)?.metafile.inputs ?? {});
    const rooms = (name: string) =>
      new Set(
        inputsOf(name)
          .filter((path) => !/^(node_modules|<define)/.test(path))
          .map((path) => path.split('/')[0]),
      );
    expect(rooms('main')).toEqual(new Set(['electron', 'client', 'contract']));
    expect(rooms('preload')).toEqual(new Set(['electron']));
    expect(rooms('helper')).toEqual(new Set(['helper', 'engine', 'protocol', 'native', 'contract']));
  });

  it.each([
    ['package.json'],
    [inApp('renderer/index.html')],
    [inApp('renderer/terminal.html')],
    [inApp('renderer/assets/index-Bx3_4.js')],
    [inApp('renderer/assets/deep/font.woff2')],
    [inApp('assets/program.png')],
    ...['idle', 'sent', 'received', 'both', 'dialling', 'offline'].map((icon) => [
      inApp(`assets/tray/${icon}-22.png`),
    ]),
  ])('%s is packed', (file) => {
    expect(packed(file)).toBe(true);
  });

  it('of the helper can be run by another user: it lies beside the archive, the native module with it', () => {
    const native = inApp(`helper/${nativeModule.split('/').at(-1) ?? ''}`);
    for (const file of [inApp('helper/main.js'), native]) {
      expect(packed(file), file).toBe(true);
      expect(unpacked(file), file).toBe(true);
    }
    expect(unpacked(inApp('main/main.js'))).toBe(false);
  });
});

describe('what is not needed', () => {
  it('of the checkout is not packed: no source, no test, no document', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: checkout, encoding: 'utf8' }).trim().split('\n');
    expect(tracked.length).toBeGreaterThan(100);
    expect(tracked.filter(packed).toSorted()).toEqual(['LICENSE', 'package.json']);
  });

  it.each([
    'node_modules/zod/index.js',
    'build/types/x.d.ts',
    'build/app/.built',
    'build/app/main/main.js.map',
    'native/build/addon/dial_up_networking.node',
  ])('%s is not packed', (file) => {
    expect(packed(file)).toBe(false);
  });
});

it('the fuses close what the window never needs', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
  });
  expect(config.npmRebuild).toBe(false);
});
