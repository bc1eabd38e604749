/** The directory of socket and journal: root's, writable by nobody else, and so is every directory above it. */
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, normalize } from 'node:path';

const groupOrOthersWrite = 0o022;
const sticky = 0o1000;

/** Throws an Error that says what is wrong with the directory. */
export function prepareRuntimeDirectory(path: string): void {
  if (!isAbsolute(path) || normalize(path) !== path || (path.length > 1 && path.endsWith('/')))
    throw new Error(`${path} is not a plain absolute path`);
  try {
    mkdirSync(path);
    // The umask is tighter: everybody may look, so that the owner of the socket gets there.
    chmodSync(path, 0o755);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  check(path, false);
  for (let above = dirname(path); ; above = dirname(above)) {
    check(above, true);
    if (above === '/') break;
  }
}

function check(path: string, stickyWillDo: boolean): void {
  const status = lstatSync(path);
  if (!status.isDirectory()) throw new Error(`${path} is not a directory`);
  if (status.uid !== 0) throw new Error(`${path} belongs to user ${status.uid}, not to root`);
  // In a sticky directory (/tmp) others cannot replace what is root's.
  const writable =
    (status.mode & groupOrOthersWrite) !== 0 && !(stickyWillDo && (status.mode & sticky) !== 0);
  if (writable) throw new Error(`${path} can be written by others than root`);
}
