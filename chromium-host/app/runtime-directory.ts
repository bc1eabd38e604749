/** A place for sockets and profiles that only this user can reach and that does not outlive the session. */
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** XDG_RUNTIME_DIR; where there is none, a folder below the temporary one that is proved to be ours alone. */
export function runtimeDirectory(name: string): string {
  const given = process.env.XDG_RUNTIME_DIR;
  const uid = process.getuid?.() ?? -1;
  const directory = given?.startsWith('/') ? join(given, name) : join(tmpdir(), `${name}-${uid}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${directory} is not a folder of yours alone (mode 0700)`);
  }
  return directory;
}
