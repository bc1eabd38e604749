/**
 * A computer of its own for the path from an unprivileged user to the helper: private mounts, processes and network, two
 * users, a system bus and polkitd with its rules. Nothing of the machine underneath changes.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finished } from '../harness/namespace.ts';
import { must, run } from '../harness/namespace.ts';

const checkout = join(import.meta.dirname, '../..');
export const policyName = 'org.dial-up-networking.helper.policy';

/** Throwaway users; they exist in this desk only. */
export const users = { alice: 48_151, bob: 48_152 } as const;
export type User = keyof typeof users;

export interface DeskOptions {
  /** Where the program's files are put; root's, and readable by all. */
  readonly program: string;
  /** With the policy and /usr/lib/dial-up-networking/helper, as a package would install them. */
  readonly installed: boolean;
  /** What polkit is told, in its own JavaScript. */
  readonly rules: string;
}

const rooms = ['contract', 'protocol', 'native/addon', 'engine', 'helper', 'client', 'cli', 'e2e/elevation'];

/** $1: the prepared folder; $2: where the program goes; $3: the packages it needs. */
const setUp = `
set -e
ip link set lo up
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir -p /run/dbus /run/lock
mount -t tmpfs -o mode=0755 tmpfs /var/cache
mount -t tmpfs -o mode=0755 tmpfs "$1/layer"
mkdir "$1/layer/upper" "$1/layer/work"
mount -t overlay -o "lowerdir=/usr/lib,upperdir=$1/layer/upper,workdir=$1/layer/work" overlay /usr/lib
mkdir -p "$2"
cp -r "$1/program/." "$2"
mkdir "$2/node_modules"
mount --bind "$3" "$2/node_modules"
for name in passwd group shadow; do mount --bind "$1/etc/$name" "/etc/$name"; done
for name in actions rules.d; do mount --bind "$1/share/$name" "/usr/share/polkit-1/$name"; done
mount --bind "$1/rules.d" /etc/polkit-1/rules.d
if [ -d "$1/installed" ]; then cp -r "$1/installed/." /usr/lib/dial-up-networking; fi
dbus-daemon --system --nopidfile --nosyslog
dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
  org.freedesktop.DBus.StartServiceByName string:org.freedesktop.PolicyKit1 uint32:0 >/dev/null
echo ready
exec sleep infinity
`;

export class Desk {
  readonly folder: string;
  readonly program: string;
  readonly #holder: ChildProcess;
  readonly #pid: string;

  private constructor(folder: string, program: string, holder: ChildProcess, pid: string) {
    this.folder = folder;
    this.program = program;
    this.#holder = holder;
    this.#pid = pid;
  }

  static async create({ program, installed, rules }: DeskOptions): Promise<Desk> {
    const folder = await mkdtemp(join(tmpdir(), 'dun-desk-'));
    await must('chmod', ['0755', folder]);
    await prepare(folder, program, installed, rules);
    const holder = spawn(
      'unshare',
      [
        ...[
          '--mount',
          '--pid',
          '--net',
          '--fork',
          '--mount-proc',
          '--kill-child',
          '--propagation',
          'private',
        ],
        ...['--', 'sh', '-c', setUp, 'desk', folder, program, join(checkout, 'node_modules')],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const said: Buffer[] = [];
    holder.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    await Promise.race([
      once(holder.stdout, 'data'),
      once(holder, 'close').then(() => {
        throw new Error(`no desk: ${Buffer.concat(said).toString()}`);
      }),
    ]);
    const { pid: parent = 0 } = holder;
    const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
    return new Desk(folder, program, holder, children.trim());
  }

  /** As root, to look at what there is. */
  look(program: string, ...args: readonly string[]): Promise<Finished> {
    return run('nsenter', [...this.#enter(), program, ...args]);
  }

  /** As this user, with an environment like a login's and no terminal. */
  as(user: User, program: string, ...args: readonly string[]): Promise<Finished> {
    const uid = String(users[user]);
    return run('nsenter', [
      ...this.#enter(),
      ...['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--inh-caps=-all'],
      ...['env', '-i', `HOME=${this.home(user)}`, `USER=${user}`, `LOGNAME=${user}`, 'SHELL=/bin/sh'],
      ...['PATH=/usr/bin:/bin', 'LC_ALL=C', 'setsid', '--wait', program, ...args],
    ]);
  }

  /** A TypeScript file of the program's, run by the pinned Node as this user. */
  node(user: User, script: string, ...args: readonly string[]): Promise<Finished> {
    return this.as(
      user,
      join(this.program, 'node_modules/node/bin/node'),
      join(this.program, script),
      ...args,
    );
  }

  home(user: User): string {
    return join(this.folder, 'home', user);
  }

  async close(): Promise<void> {
    const closed = once(this.#holder, 'close');
    // The whole process namespace goes with its first process.
    this.#holder.kill('SIGKILL');
    await closed;
    await rm(this.folder, { recursive: true, force: true });
  }

  #enter(): string[] {
    return ['--target', this.#pid, '--mount', '--pid', '--net', '--'];
  }
}

async function prepare(folder: string, program: string, installed: boolean, rules: string): Promise<void> {
  const inside = (...names: string[]) => join(folder, ...names);
  for (const name of ['layer', 'program/native', 'program/e2e', 'etc', 'share', 'rules.d', 'home'])
    await mkdir(inside(name), { recursive: true });
  const sources = { recursive: true, filter: (path: string) => !path.endsWith('.test.ts') };
  for (const room of rooms) await cp(join(checkout, room), inside('program', room), sources);
  const addon = 'native/build/addon/dial_up_networking.node';
  await cp(join(checkout, addon), inside('program', addon));
  await writeFile(inside('program/package.json'), '{ "type": "module" }\n');
  // Whoever owns the checkout: what runs as root is root's.
  await must('chown', ['-R', 'root:root', inside('program')]);
  await must('chmod', ['-R', 'u=rwX,go=rX', inside('program')]);

  for (const name of ['passwd', 'group', 'shadow']) await cp(join('/etc', name), inside('etc', name));
  for (const [user, uid] of Object.entries(users)) {
    const home = inside('home', user);
    await mkdir(home, { mode: 0o700 });
    await must('chown', [`${uid}:${uid}`, home]);
    await writeFile(inside('etc/passwd'), `${user}:x:${uid}:${uid}::${home}:/bin/sh\n`, { flag: 'a' });
    await writeFile(inside('etc/group'), `${user}:x:${uid}:\n`, { flag: 'a' });
    await writeFile(inside('etc/shadow'), `${user}:*:19000:0:99999:7:::\n`, { flag: 'a' });
  }

  // Only polkit's own actions, and no rule that this distribution may bring along.
  await mkdir(inside('share/actions'));
  await mkdir(inside('share/rules.d'));
  await cp(
    '/usr/share/polkit-1/actions/org.freedesktop.policykit.policy',
    inside('share/actions/org.freedesktop.policykit.policy'),
  );
  await writeFile(inside('rules.d/10-desk.rules'), rules, { mode: 0o644 });
  await must('chmod', ['-R', 'go=rX', inside('rules.d')]);
  if (!installed) return;
  await cp(join(checkout, 'assets/polkit', policyName), inside('share/actions', policyName));
  await mkdir(inside('installed'));
  const launcher = `#!/bin/sh\nexec "${program}/node_modules/node/bin/node" --disable-sigusr1 "${program}/helper/main.ts" "$@"\n`;
  await writeFile(inside('installed/helper'), launcher, { mode: 0o755 });
}
