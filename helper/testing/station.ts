/** A whole set-up for tests: a caller's namespace with rasdial and its helper, and a provider's with NAS and PPTP server. */
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Namespace } from './namespace.ts';

const rasdial = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const providerProgram = fileURLToPath(new URL('provider.ts', import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Station {
  readonly caller: Namespace;
  readonly #server: Namespace;
  readonly #provider: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;

  private constructor(
    caller: Namespace,
    server: Namespace,
    provider: ChildProcessByStdio<Writable, Readable, null>,
    lines: Interface,
  ) {
    this.caller = caller;
    this.#server = server;
    this.#provider = provider;
    this.#lines = lines;
  }

  static async create(): Promise<Station> {
    const [caller, server] = await Promise.all([Namespace.create(), Namespace.create()]);
    server.run('ip', 'address', 'add', '198.51.100.1/32', 'dev', 'lo');
    const [file, args] = server.enter(process.execPath, [providerProgram]);
    const provider = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: provider.stdout });
    const station = new Station(caller, server, provider, lines);
    await station.#ready();
    station.credentials({ 'Demo ISP': 'modem', Office: 'secret' });
    return station;
  }

  /** Writes the phonebook once a pty is there. */
  async #ready(): Promise<void> {
    const [line] = (await once(this.#lines, 'line')) as [string];
    const { pty } = JSON.parse(line) as { pty: string };
    this.phonebook([
      { name: 'Demo ISP', device: { kind: 'null-modem', port: pty }, user: 'dialin' },
      {
        name: 'Office',
        device: { kind: 'pptp' },
        host: '198.51.100.1',
        dialFirst: 'Demo ISP',
        user: 'alice',
      },
    ]);
  }

  /** The NAS answers calls again, on a new pty. */
  async plugIn(): Promise<void> {
    this.#provider.stdin.write('plug in\n');
    await this.#ready();
  }

  /** A network of the machine's own: we are `prefix`.2, and at `prefix`.1 a router knows the way to the server. */
  network(name: string, prefix: string): void {
    this.caller.wire(this.#server, name);
    this.caller.run('ip', 'address', 'add', `${prefix}.2/24`, 'dev', name);
    this.#server.run('ip', 'address', 'add', `${prefix}.1/24`, 'dev', name);
  }

  hangUp(): void {
    this.#provider.stdin.write('hang up\n');
  }

  phonebook(entries: readonly object[]): void {
    writeFileSync(this.caller.path('phonebook.json'), JSON.stringify({ version: 1, entries }));
  }

  entries(): Record<string, unknown>[] {
    const text = readFileSync(this.caller.path('phonebook.json'), 'utf8');
    return (JSON.parse(text) as { entries: Record<string, unknown>[] }).entries;
  }

  credentials(passwords: Readonly<Record<string, string>>): void {
    const file = Object.fromEntries(
      Object.entries(passwords).map(([entry, password]) => [entry, { password }]),
    );
    writeFileSync(this.caller.path('credentials.json'), JSON.stringify(file), { mode: 0o600 });
  }

  get runtimeDirectory(): string {
    return this.caller.path('run');
  }

  /** The arguments of a rasdial inside the caller's namespace. */
  command(...args: readonly string[]): readonly [string, string[]] {
    return this.caller.enter(process.execPath, [rasdial, `--runtime-dir=${this.runtimeDirectory}`, ...args]);
  }

  dialArguments(...args: readonly string[]): string[] {
    const { caller } = this;
    return [
      ...args,
      `--phonebook=${caller.path('phonebook.json')}`,
      `--credentials=${caller.path('credentials.json')}`,
    ];
  }

  async rasdial(...args: readonly string[]): Promise<Outcome> {
    const [file, all] = this.command(...args);
    const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stdout, stderr };
  }

  /** The helper's process, from its own log. */
  helperPid(): number {
    const log = readFileSync(`${this.runtimeDirectory}/helper.log`, 'utf8');
    const pid = /process (\d+)/.exec(log)?.[1];
    if (pid === undefined) throw new Error(`no helper: ${log}`);
    return Number(pid);
  }

  /** Ends the helper, if any, and waits until it is gone. */
  async stopHelper(signal: NodeJS.Signals): Promise<void> {
    const pid = this.helperPid();
    process.kill(pid, signal);
    await gone(pid);
  }

  async close(): Promise<void> {
    try {
      await this.stopHelper('SIGKILL');
    } catch {
      // None was started, or it has ended: as well.
    }
    this.#provider.stdin.end();
    await once(this.#provider, 'exit');
    await Promise.all([this.caller.close(), this.#server.close()]);
  }
}

/** Polls, because the process is nobody's child here. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      // A zombie answers signals, too; its command line is empty.
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '') return;
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
