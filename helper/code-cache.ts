/** Where V8's compiled code is kept between the helper's runs: no type stripper in memory, and half the time to start. */
import { prepareRootDirectory } from './runtime-directory.ts';

const directory = '/var/cache/dial-up-networking';

/** Undefined where root has no directory that nobody else can write: then everything is compiled anew. */
export function codeCacheDirectory(): string | undefined {
  try {
    prepareRootDirectory(directory, 0o700);
    return directory;
  } catch {
    // A read-only system, a user namespace: slower, not worse.
    return undefined;
  }
}
