/**
 * /etc/resolv.conf itself, where no resolver manages it: ours while a connection is up, marked as ours by its first
 * line, and put back as it was unless somebody else has written it since.
 */
import {
  chmodSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Journal, ResolvConfOriginal } from './journal.ts';

export const resolvConfPath = '/etc/resolv.conf';
const owner =
  '# Written by Dial-Up Networking while a connection is up; the file it replaced comes back afterwards.';

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/**
 * Where a file is mounted over the path, as containers and network namespaces do: the file it really is. Only its content
 * can change; renaming over the name would fail, or reach the host's own file where the name is a link.
 */
function mountedFile(path: string): string | undefined {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  // proc_pid_mountinfo(5): the fifth field is the mount point.
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return mounted.some((mount) => mount.split(' ')[4] === real) ? real : undefined;
}

function original(path: string): ResolvConfOriginal {
  const mounted = mountedFile(path);
  try {
    const status = lstatSync(mounted ?? path);
    if (status.isSymbolicLink()) return { type: 'link', target: readlinkSync(path) };
    return { type: 'file', content: readFileSync(path, 'utf8'), mode: status.mode & 0o777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { type: 'absent' };
    throw error;
  }
}

function writeContent(path: string, content: string, mode: number): void {
  const mounted = mountedFile(path);
  if (mounted !== undefined) {
    writeFileSync(mounted, content);
    return;
  }
  const temporary = `${path}.dial-up-networking`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { flag: 'wx', mode });
  // The umask of the process is tighter than what a resolver's file needs.
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** True while the file is the one we wrote. */
function isOurs(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').startsWith(owner);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Puts the original back; false when somebody else has taken the file over, and it was left alone. */
export function restoreResolvConf(before: ResolvConfOriginal, path: string): boolean {
  if (!isOurs(path)) return false;
  switch (before.type) {
    case 'file':
      writeContent(path, before.content, before.mode);
      return true;
    case 'link': {
      const temporary = `${path}.dial-up-networking`;
      rmSync(temporary, { force: true });
      symlinkSync(before.target, temporary);
      renameSync(temporary, path);
      return true;
    }
    case 'absent':
      rmSync(path, { force: true });
      return true;
  }
}

export class ResolvConf {
  readonly #journal: Journal;
  readonly #path: string;
  #before: { readonly id: number; readonly original: ResolvConfOriginal } | undefined;

  constructor(journal: Journal, path = resolvConfPath) {
    this.#journal = journal;
    this.#path = path;
  }

  /** Makes these the host's name servers; what else the original file says (search, options) stays. */
  write(servers: readonly string[]): void {
    if (this.#before !== undefined && !isOurs(this.#path)) {
      // Somebody replaced the file while we were connected: theirs is what comes back.
      this.#journal.remove(this.#before.id);
      this.#before = undefined;
    }
    if (this.#before === undefined) {
      const before = original(this.#path);
      this.#before = { id: this.#journal.add({ kind: 'resolv.conf', original: before }), original: before };
    }
    const kept = this.#before.original.type === 'file' ? this.#before.original.content : '';
    const others = kept.split('\n').filter((text) => /^\s*(?:search|domain|options)\s/.test(text));
    const content = [owner, ...others, ...servers.map((server) => `nameserver ${server}`), ''].join('\n');
    writeContent(
      this.#path,
      content,
      this.#before.original.type === 'file' ? this.#before.original.mode : 0o644,
    );
  }

  /** Puts the original back; false when somebody else had taken the file over. */
  restore(): boolean {
    if (this.#before === undefined) return true;
    const restored = restoreResolvConf(this.#before.original, this.#path);
    this.#journal.remove(this.#before.id);
    this.#before = undefined;
    return restored;
  }
}
