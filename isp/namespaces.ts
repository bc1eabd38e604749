/** Network namespaces that have no name and leave nothing: each lives exactly as long as the process put into it. */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';

export interface NamespaceOptions {
  /** A user namespace around it, in which we are root: for those who are not. */
  readonly user: boolean;
  /** A mount namespace of its own, so that it can have its own /etc/resolv.conf. */
  readonly mount?: boolean;
  /** A process namespace of its own: when its first process ends, all others in it do. */
  readonly processes?: boolean;
}

/** Where ip(8) lives is not on everybody's path. */
const environment = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };

/** unshare(1)'s arguments; it dies with us, and what it started dies with it. */
function unshareArguments(options: NamespaceOptions): string[] {
  return [
    ...(options.user ? ['--user', '--map-root-user'] : []),
    '--net',
    ...(options.mount === true ? ['--mount', '--propagation', 'private'] : []),
    ...(options.processes === true ? ['--pid', '--fork', '--kill-child', '--mount-proc'] : []),
    '--',
  ];
}

/**
 * Runs a command line in there, in a session of its own: Ctrl-C reaches whoever started it, who ends it in good order.
 * sudo's marks are taken off: what runs in there is nobody's but ours.
 */
export function spawnInNamespace(
  options: NamespaceOptions,
  command: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  const env = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:SUDO_|PKEXEC_)/.test(name)),
  );
  return spawn('unshare', [...unshareArguments(options), ...command], { stdio, detached: true, env });
}

/** ip(8) with an argument vector. Throws with what it said. */
export function ip(...words: string[]): void {
  try {
    execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'], env: environment });
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim();
    throw new Error(`ip ${words.join(' ')}: ${said === undefined || said === '' ? String(error) : said}`, {
      cause: error,
    });
  }
}

/** A setting below /proc/sys/net of the namespace we are in. */
export function setNetworkSetting(name: string, value: string): void {
  writeFileSync(`/proc/sys/net/${name}`, value);
}

/** The identity of a process's network namespace, 'net:[4026531840]'; undefined when it is gone or not ours to see. */
export function networkNamespaceOf(process: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${process}/ns/net`);
  } catch {
    return undefined;
  }
}

/** Every process we can see that lives in one of these network namespaces. */
export function processesIn(namespaces: ReadonlySet<string>): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((process) => {
      const namespace = networkNamespaceOf(process);
      return namespace !== undefined && namespaces.has(namespace);
    });
}
