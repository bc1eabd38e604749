/** Loads the native addon: from beside this file in a package, from the build directory in a checkout. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, URL } from 'node:url';

const candidates = ['./dial_up_networking.node', '../build/addon/dial_up_networking.node'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const file = candidates.find((path) => existsSync(path));
if (file === undefined) {
  throw new Error(
    `The native addon is not built (no ${candidates.join(' and no ')}). ` +
      'In a checkout, `npm run build:native` builds it.',
  );
}

const addon = createRequire(import.meta.url)(file);

export const { Link, Tun, openPty, peerCredentials, capabilities, execWithReducedCapabilities } = addon;
