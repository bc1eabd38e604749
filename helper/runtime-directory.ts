/** Directories of the helper's: root's, writable by nobody else, and so is every directory above them. */
import { chmodSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, normalize } from 'node:path';

const groupOrOthersWrite = 0o022;
const sticky = 0o1000;

/** Makes it if need be. Throws an Error that says what is wrong with the directory. */
export function prepareRootDirectory(path: string, mode: number): void {
  if (!isAbsolute(path) || normalize(path) !== path || (path.length > 1 && path.endsWith('/')))
    throw new Error(`${path} is not a plain absolute path`);
  // Before anything is made: whoever could swap a directory above would choose what chmod is done to.
  for (let above = dirname(path); ; above = dirname(above)) {
    check(above, true);
    if (above === '/') break;
  }
  try {
    mkdirSync(path);
    // Whatever the umask is.
    chmodSync(path, mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  check(path, false);
}

/** The user that stands for all who have no number in our user namespace; undefined outside of one. */
function unmappedUser(): number | undefined {
  const map = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/).map(Number);
  const everybody = map.length === 3 && map[0] === 0 && map[1] === 0 && map[2] === 0xffff_ffff;
  return everybody ? undefined : Number(readFileSync('/proc/sys/kernel/overflowuid', 'utf8'));
}

function check(path: string, above: boolean): void {
  const status = lstatSync(path);
  if (!status.isDirectory()) throw new Error(`${path} is not a directory`);
  // In a user namespace the host's own directories belong to nobody we know; root here is an ordinary user there.
  const trusted = status.uid === 0 || (above && status.uid === unmappedUser());
  if (!trusted) throw new Error(`${path} belongs to user ${status.uid}, not to root`);
  // In a sticky directory (/tmp) others cannot replace what is root's.
  const writable = (status.mode & groupOrOthersWrite) !== 0 && !(above && (status.mode & sticky) !== 0);
  if (writable) throw new Error(`${path} can be written by others than root`);
}
