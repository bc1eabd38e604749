/** A network and mount namespace for one test: what runs in it cannot touch the machine's routes or resolver. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long any one program of a test may take. */
const patience = 60_000;

/** Runs a program to its end; one that takes longer than a minute is killed and fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { input?: string; limit?: number } = {},
): Promise<Finished> {
  const child = spawn(program, args, { ...options, stdio: 'pipe' });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(options.input ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), options.limit ?? patience);
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  const stderr = Buffer.concat(err).toString() + (signal ? `\n[ended by ${signal}]` : '');
  return { status: status ?? 1, stdout: Buffer.concat(out).toString(), stderr };
}

/** Runs a program that must succeed and gives its output. */
export async function must(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { input?: string } = {},
) {
  const done = await run(program, args, options);
  if (done.status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: status ${done.status}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

export class Namespace {
  readonly folder: string;
  readonly #holder: ChildProcess;

  private constructor(folder: string, holder: ChildProcess) {
    this.folder = folder;
    this.#holder = holder;
  }

  /** Loopback is up, /etc/resolv.conf is a private copy, `folder` is a private temporary folder. */
  static async create(): Promise<Namespace> {
    const folder = await mkdtemp(join(tmpdir(), 'dun-e2e-'));
    const resolver = join(folder, 'resolv.conf');
    await writeFile(resolver, '# before any call\nnameserver 192.0.2.53\n');
    const script =
      'mount --bind "$0" /etc/resolv.conf && ip link set lo up && echo ready && exec sleep infinity';
    const holder = spawn(
      'unshare',
      ['--net', '--mount', '--propagation', 'private', '--kill-child', '--', 'sh', '-c', script, resolver],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await Promise.race([
      once(holder.stdout, 'data'),
      once(holder, 'close').then(() => Promise.reject(new Error('no namespace: unshare failed'))),
    ]);
    return new Namespace(folder, holder);
  }

  get pid(): number {
    return this.#holder.pid ?? 0;
  }

  #enter(program: string, args: readonly string[]): [string, string[]] {
    return ['nsenter', ['--net', '--mount', '--target', String(this.pid), '--', program, ...args]];
  }

  spawn(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    return spawn(...this.#enter(program, args), options);
  }

  run(
    program: string,
    args: readonly string[],
    options: SpawnOptions & { input?: string; limit?: number } = {},
  ) {
    return run(...this.#enter(program, args), options);
  }

  must(program: string, args: readonly string[], options: SpawnOptions & { input?: string } = {}) {
    return must(...this.#enter(program, args), options);
  }

  /** Everything of the host's network that a call changes, as text to compare before and after. */
  async network(): Promise<string> {
    const parts = await Promise.all([
      this.must('ip', ['-br', 'address']),
      this.must('ip', ['route', 'show', 'table', 'all']),
      this.must('ip', ['-6', 'route', 'show', 'table', 'all']),
      this.must('ip', ['rule']),
      this.must('cat', ['/etc/resolv.conf']),
    ]);
    return parts.join('---\n');
  }

  async close(): Promise<void> {
    if (this.#holder.exitCode === null) {
      const closed = once(this.#holder, 'close');
      this.#holder.kill('SIGKILL');
      await closed;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
