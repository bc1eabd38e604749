/** What the window runs on: Electron where its binary is there or can be had, else an installed Chromium. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../chromium-host/devtools/find-chromium.ts';
import { checkout } from './paths.ts';

export type Host =
  | { readonly kind: 'electron'; readonly program: string; readonly said: string }
  | { readonly kind: 'chromium'; readonly program: string; readonly said: string };

const wrapper = join(checkout, 'node_modules/electron');
/** When a download was last tried and failed: it is not tried again for a day. */
const failedMark = join(checkout, 'build/electron-download-failed');
const dayInMilliseconds = 24 * 60 * 60 * 1000;
/** Milliseconds for the download; the archive is some 120 MB. */
const patience = 90_000;

function electronProgram(): string | undefined {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(wrapper, 'dist');
  const program = join(folder, 'electron');
  return existsSync(program) ? program : undefined;
}

const electronVersion = (): string =>
  (JSON.parse(readFileSync(join(wrapper, 'package.json'), 'utf8')) as { version: string }).version;

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Worth a try: nobody forbids it, there is a place for it, and it has not failed today. */
function mayDownload(now: number): boolean {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD !== undefined || !mayWrite(wrapper)) return false;
  return !existsSync(failedMark) || now - statSync(failedMark).mtimeMs > dayInMilliseconds;
}

function download(): void {
  console.error(`Electron ${electronVersion()} is not here: downloading it, this once`);
  const { status } = spawnSync(process.execPath, [join(wrapper, 'install.js')], {
    stdio: 'ignore',
    timeout: patience,
  });
  if (status !== 0 && mayWrite(join(checkout, 'build'))) writeFileSync(failedMark, '');
}

/** Undefined: neither is there, or not the one that DUN_HOST asks for (`electron` or `chromium`). */
export function chooseHost(now = Date.now()): Host | undefined {
  const wanted = process.env.DUN_HOST;
  if (wanted !== 'chromium' && electronProgram() === undefined && mayDownload(now)) download();
  const electron = wanted === 'chromium' ? undefined : electronProgram();
  if (electron === undefined && wanted === 'electron') return undefined;
  if (electron !== undefined) {
    return { kind: 'electron', program: electron, said: `Starting on Electron ${electronVersion()}` };
  }
  const chromium = findChromium();
  if (chromium === undefined) return undefined;
  return {
    kind: 'chromium',
    program: chromium,
    said:
      wanted === 'chromium'
        ? `Starting on ${chromium}`
        : `Electron's binary is not here: starting on ${chromium}`,
  };
}

export const neitherIsThere = `There is neither Electron's binary nor a Chromium on this machine. Install one of them:

  sudo apt-get install chromium
  node node_modules/electron/install.js   (downloads Electron)

Or dial from the terminal:

  npm run rasdial -- ENTRY
`;
