/** What the demo needs from the machine, and the exact words for what is missing. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';

const tun = '/dev/net/tun';

/** What we ask the machine; a test answers in its place. */
export interface Machine {
  readonly uid: number;
  exists(path: string): boolean;
  /** May we open it for reading and writing? */
  writable(path: string): boolean;
  /** The file's content without its last newline, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Tries unshare(1) with these arguments on `true`; undefined when it works, else what it said. */
  tryUnshare(words: readonly string[]): string | undefined;
}

export const thisMachine: Machine = {
  uid: process.getuid?.() ?? -1,
  exists: existsSync,
  writable(path) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  read(path) {
    try {
      return readFileSync(path, 'utf8').trimEnd();
    } catch {
      return undefined;
    }
  },
  tryUnshare(words) {
    try {
      execFileSync('unshare', [...words, '--', 'true'], { stdio: ['ignore', 'ignore', 'pipe'] });
      return undefined;
    } catch (error) {
      const said = (error as { stderr?: Buffer }).stderr?.toString().trim();
      return said === undefined || said === '' ? String(error) : said;
    }
  },
};

/** Undefined when everything is there. */
export function whatIsMissing(machine: Machine, command: string): string | undefined {
  const root = machine.uid === 0;
  const reasons: string[] = [];
  if (!machine.exists(tun)) {
    reasons.push(
      `There is no ${tun}: the kernel has no TUN driver (modprobe tun), or the container does not get it (--device ${tun}).`,
    );
  } else if (!machine.writable(tun)) {
    reasons.push(`${tun} is closed to you: udev ships it open to all (mode 0666), here it is not.`);
  }
  const said = machine.tryUnshare([
    ...(root ? [] : ['--user', '--map-root-user']),
    '--net',
    '--mount',
    '--pid',
    '--fork',
  ]);
  if (said !== undefined) reasons.push(namespacesForbidden(machine, said));
  if (reasons.length === 0) return undefined;
  const advice = root
    ? 'In a container, allow it with --privileged, or --cap-add SYS_ADMIN --cap-add NET_ADMIN and an open seccomp profile.'
    : `Run it as root instead; it does not touch this machine's network then either:\n\n  sudo npm run ${command}\n`;
  return `${reasons.join('\n')}\n\n${advice}`;
}

function namespacesForbidden(machine: Machine, said: string): string {
  if (machine.uid === 0) return `This root may not make network namespaces here (${said}).`;
  const switches = [
    ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
    ['/proc/sys/user/max_user_namespaces', '0'],
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ] as const;
  const found = switches.find(([path, closed]) => machine.read(path) === closed);
  const why = found === undefined ? said : `${found[0]} is ${found[1]}`;
  return `You may not make user namespaces here (${why}).`;
}
