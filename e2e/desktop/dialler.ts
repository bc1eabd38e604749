/** The program under test, started as its user starts it, and Playwright's view of its windows. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import type { WindowKind } from '../../contract/app.ts';
import type { Desktop } from './desktop.ts';
import { writeLongLog } from './long-log.ts';
import { computerFolder, node, spawnAsUser, userDirectory, userId } from './user.ts';
import { until } from './until.ts';

export interface DiallerOptions {
  /** Absent: there is no phonebook yet. */
  readonly entries?: readonly object[];
  /** Members of settings.json; the others have their defaults. */
  readonly settings?: object;
  /** The credentials file: passwords that need no typing. */
  readonly credentials?: Readonly<Record<string, { readonly user: string; readonly password: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Started as the README says, `npm start`; otherwise without npm, by the script that npm starts. */
  readonly byNpm?: boolean;
  /** So many lines in the log of a call that is over. */
  readonly logLines?: number;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export class Dialler {
  readonly home: string;
  readonly #desktop: Desktop;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #command: readonly string[];
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;
  #said = '';
  #startedAt = NaN;

  private constructor(desktop: Desktop, home: string, { environment, byNpm }: DiallerOptions) {
    this.#desktop = desktop;
    this.home = home;
    this.#environment = environment ?? {};
    this.#command = byNpm === true ? ['npm', 'start', '--silent', '--'] : [node(), 'scripts/start.ts'];
  }

  /** A user with these files starts the program; resolves when its first window is there. */
  static async start(desktop: Desktop, options: DiallerOptions = {}): Promise<Dialler> {
    const home = userDirectory(mkdtempSync(join(computerFolder(), 'home-')));
    const dialler = new Dialler(desktop, home, options);
    if (options.entries !== undefined) dialler.writePhonebook(options.entries);
    if (options.settings !== undefined) dialler.#write('settings.json', options.settings);
    if (options.credentials !== undefined) dialler.#write('credentials.json', options.credentials);
    if (options.logLines !== undefined) writeLongLog(home, options.logLines);
    await dialler.run();
    return dialler;
  }

  #write(name: string, content: object): void {
    userDirectory(join(this.home, '.config'));
    const path = join(userDirectory(join(this.home, '.config/dial-up-networking')), name);
    writeFileSync(path, JSON.stringify(content, null, 2), { mode: 0o600 });
    chownSync(path, userId, userId);
  }

  get phonebookPath(): string {
    return join(this.home, '.config/dial-up-networking/phonebook.json');
  }

  /** As an editor or another program would. */
  writePhonebook(entries: readonly object[]): void {
    this.#write('phonebook.json', { version: 1, entries });
  }

  /** Starts the program again, with the files it has. */
  async run(): Promise<void> {
    const port = await freePort();
    this.#said = '';
    this.#startedAt = Date.now();
    const child = spawnAsUser(
      [...this.#command, `--remote-debugging-port=${port}`],
      {
        ...this.#desktop.environment,
        HOME: this.home,
        DUN_HOST: process.env.DUN_HOST ?? 'chromium',
        ...this.#environment,
      },
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#said = (this.#said + chunk.toString()).slice(-20_000)));
    try {
      this.#browser = await until('the program has a window', async () => {
        if (child.exitCode !== null) throw new Error(`the program ended with status ${child.exitCode}`);
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
        return browser;
      });
      await until('a page', () => this.windows()[0]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await this.close();
      throw new Error(`${message}\n${this.#said}`, { cause: error });
    }
  }

  /** When its process was started, in milliseconds since 1970. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** What it wrote to its terminal. */
  get said(): string {
    return this.#said;
  }

  get running(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  windows(): Page[] {
    return this.#browser?.contexts().flatMap((context) => context.pages()) ?? [];
  }

  /** The open window of that kind, or undefined. */
  find(kind: WindowKind, entry?: string): Page | undefined {
    return this.windows().find((page) => {
      if (page.isClosed()) return false;
      const { searchParams } = new URL(page.url());
      return (
        searchParams.get('window') === kind && (entry === undefined || searchParams.get('entry') === entry)
      );
    });
  }

  /** Waits for the window. */
  window(kind: WindowKind, entry?: string): Promise<Page> {
    return until(`the window "${kind}"${entry === undefined ? '' : ` of ${entry}`}`, () =>
      this.find(kind, entry),
    );
  }

  async gone(kind: WindowKind, entry?: string): Promise<void> {
    await until(`the window "${kind}" is gone`, () => (this.find(kind, entry) ? undefined : true));
  }

  /** Until the program has ended by itself. */
  async ended(): Promise<void> {
    await until('the program ends', () => (this.running ? undefined : true));
  }

  async close(): Promise<void> {
    const child = this.#process;
    await this.#browser?.close().catch(() => undefined);
    if (child?.pid === undefined || !this.running) return;
    const closed = once(child, 'close');
    // Its group: npm does not pass a signal on.
    process.kill(-child.pid, 'SIGTERM');
    await closed;
  }
}
