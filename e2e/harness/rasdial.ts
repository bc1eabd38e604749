/** Drives the real rasdial in a namespace, with a phonebook, credentials and a helper of its own. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionStatus } from '../../contract/status.ts';
import type { Finished, Namespace } from './namespace.ts';

const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/node/bin/node');

export interface JsonLine {
  readonly time: string;
  readonly entry?: string;
  readonly leg?: string;
  readonly state?: string;
  readonly detail?: string;
  readonly error?: number;
  readonly cause?: string;
  readonly evidence?: string;
  readonly result?: string;
}

export interface Dialled extends Finished {
  /** The --json lines, in order. */
  readonly lines: readonly JsonLine[];
  /** The number of the error line, if any. */
  readonly error: number | undefined;
}

export class Rasdial {
  readonly #world: Namespace;
  readonly runtime: string;
  readonly phonebook: string;
  readonly credentials: string;

  private constructor(world: Namespace) {
    this.#world = world;
    this.runtime = join(world.folder, 'run');
    this.phonebook = join(world.folder, 'phonebook.json');
    this.credentials = join(world.folder, 'credentials.json');
  }

  static async create(
    world: Namespace,
    entries: readonly object[],
    credentials: Record<string, { user: string; password: string; domain?: string }>,
  ): Promise<Rasdial> {
    const rasdial = new Rasdial(world);
    await mkdir(rasdial.runtime, { mode: 0o755, recursive: true });
    await writeFile(rasdial.phonebook, JSON.stringify({ version: 1, entries }));
    await writeFile(rasdial.credentials, JSON.stringify(credentials));
    await chmod(rasdial.credentials, 0o600);
    return rasdial;
  }

  async setEntries(entries: readonly object[]): Promise<void> {
    await writeFile(this.phonebook, JSON.stringify({ version: 1, entries }));
  }

  /** What `rasdial --status --json` says of one connection. */
  async status(entry: string): Promise<ConnectionStatus> {
    const { stdout, stderr } = await this.run('--status', entry, '--json');
    const line = stdout.split('\n').find((text) => text.startsWith('{'));
    if (line === undefined) throw new Error(`no status: ${stdout}${stderr}`);
    return JSON.parse(line) as ConnectionStatus;
  }

  arguments(args: readonly string[]): string[] {
    return [
      join(root, 'cli/main.ts'),
      ...args,
      `--phonebook=${this.phonebook}`,
      `--runtime-dir=${this.runtime}`,
    ];
  }

  run(...args: readonly string[]): Promise<Finished> {
    return this.#world.run(node, this.arguments(args));
  }

  /** Dials with --json and the credentials file. */
  async dial(entry: string, ...args: readonly string[]): Promise<Dialled> {
    const done = await this.run(entry, '--json', `--credentials=${this.credentials}`, ...args);
    const lines = done.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JsonLine);
    return { ...done, lines, error: lines.findLast((line) => line.error !== undefined)?.error };
  }

  async hangUp(entry: string): Promise<Finished> {
    return this.run(entry, '--disconnect');
  }

  /** The helper's process id, as the kernel knows the owner of its socket. */
  async helperPid(): Promise<number | undefined> {
    const { stdout } = await this.#world.run('sh', ['-c', 'pgrep -f "$0" || true', this.runtime]);
    const pids = stdout.split('\n').filter((line) => line !== '');
    for (const pid of pids) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (command.includes('helper/main.ts')) return Number(pid);
    }
    return undefined;
  }

  /** Ends the helper politely and waits until it is gone. */
  async close(): Promise<void> {
    const pid = await this.helperPid();
    if (pid === undefined) return;
    process.kill(pid, 'SIGTERM');
    await this.#world.run('tail', ['--pid', String(pid), '-f', '/dev/null'], { limit: 20_000 });
  }
}
