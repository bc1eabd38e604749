/** A network and mount namespace for tests, with a resolv.conf of its own: nothing done in it reaches the host. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess, SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const prepare = `
mount --make-rprivate /
ip link set lo up
printf 'search example.net\\nnameserver 9.9.9.9\\n' > "$1/resolv.conf"
touch /etc/resolv.conf 2>/dev/null
mount --bind "$1/resolv.conf" /etc/resolv.conf
echo ready
exec sleep infinity
`;

/** Needs root, or rather CAP_SYS_ADMIN. */
export const namespacesWork = (): boolean => spawnSync('unshare', ['-n', '-m', 'true']).status === 0;

export class Namespace {
  readonly directory: string;
  readonly #holder: ChildProcess;

  private constructor(directory: string, holder: ChildProcess) {
    this.directory = directory;
    this.#holder = holder;
  }

  static async create(): Promise<Namespace> {
    const directory = mkdtempSync('/tmp/dun-test-');
    const holder = spawn('unshare', ['-n', '-m', 'sh', '-ec', prepare, 'sh', directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    return new Namespace(directory, holder);
  }

  /** The arguments that run a program inside. */
  enter(program: string, args: readonly string[]): readonly [string, string[]] {
    return ['nsenter', [`--target=${this.#holder.pid ?? 0}`, '-n', '-m', '--', program, ...args]];
  }

  /** Runs a program and waits for it. */
  run(program: string, ...args: readonly string[]): SpawnSyncReturns<string> {
    const [file, all] = this.enter(program, args);
    return spawnSync(file, all, { encoding: 'utf8' });
  }

  /** Everything a dial may change in the host: compare before and after. */
  snapshot(): string {
    const [file, args] = this.enter('sh', [
      '-c',
      'ip -4 route show table all; ip -6 route show table all; ip rule; ip -6 rule; ip -o link | cut -d" " -f2; cat /etc/resolv.conf',
    ]);
    return execFileSync(file, args, { encoding: 'utf8' });
  }

  /** A wire to another namespace; both ends have this name and are up. */
  wire(other: Namespace, name: string): void {
    const there = String(other.#holder.pid ?? 0);
    this.run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', name, 'netns', there);
    for (const end of [this, other]) end.run('ip', 'link', 'set', name, 'up');
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  async close(): Promise<void> {
    this.#holder.kill('SIGKILL');
    if (this.#holder.exitCode === null && this.#holder.signalCode === null) await once(this.#holder, 'exit');
    rmSync(this.directory, { recursive: true, force: true });
  }
}
