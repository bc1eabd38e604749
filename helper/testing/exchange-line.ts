/** For tests: the embedded exchange, a helper in a network namespace of its own, and a client that talks to it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HelperConnection } from '../../client/helper-connection.ts';
import { connectHelper } from '../../client/helper-connection.ts';
import type { HelperEvent, Response } from '../../contract/helper.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { Secret } from '../../contract/secret.ts';
import type { RunningExchange } from '../../isp/testing.ts';
import { startExchange } from '../../isp/testing.ts';
import { Namespace } from './namespace.ts';

const helperProgram = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A client of the helper that remembers every event. */
export class Client {
  readonly helper: HelperConnection;
  readonly events: HelperEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(helper: HelperConnection) {
    this.helper = helper;
    helper.listen((event) => {
      this.events.push(event);
      for (const check of [...this.#waiting]) check();
    });
  }

  subscribe(terminal: boolean): Promise<Response<'subscribe'>> {
    return this.helper.request('subscribe', {
      states: true,
      log: 'replay',
      capture: false,
      counters: false,
      terminal,
    });
  }

  /** Waits until what has been told `holds`. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  states(entry: string): string[] {
    return this.events.flatMap(({ event, body }) =>
      event === 'state' && body.entry === entry ? [body.state] : [],
    );
  }

  /** What the terminal of an entry shows. */
  screen(entry: string): string {
    return this.events
      .flatMap(({ event, body }) => (event === 'terminal' && body.entry === entry ? [body.data] : []))
      .map((data) => Buffer.from(data, 'base64').toString('latin1'))
      .join('');
  }

  /** The connection log of an entry as a page. */
  log(entry: string): string {
    return this.events
      .flatMap(({ event, body }) => (event === 'log' && body.entry === entry ? [body.text] : []))
      .join('\n');
  }

  reaches(entry: string, state: string): Promise<void> {
    return this.until(() => this.states(entry).includes(state));
  }

  shows(entry: string, text: string): Promise<void> {
    return this.until(() => this.screen(entry).includes(text));
  }

  async type(entry: string, text: string): Promise<void> {
    const data = Buffer.from(text, 'latin1').toString('base64');
    await this.helper.request('terminalWrite', { entry, data });
  }

  dial(entry: Entry, password: string, interactive = true): Promise<Response<'dial'>> {
    return this.helper.request('dial', {
      entry: entry.name,
      entries: [entry],
      credentials: { [entry.name]: { user: entry.user ?? '', password: new Secret(password) } },
      interactive,
    });
  }
}

export class ExchangeLine {
  readonly exchange: RunningExchange;
  readonly #caller: Namespace;
  readonly #directory: string;
  readonly #clients: Client[] = [];
  #used = 0;

  private constructor(exchange: RunningExchange, caller: Namespace, directory: string) {
    this.exchange = exchange;
    this.#caller = caller;
    this.#directory = directory;
  }

  static async create(modems: number): Promise<ExchangeLine> {
    const directory = mkdtempSync(join(tmpdir(), 'dun-exchange-'));
    const [exchange, caller] = await Promise.all([startExchange({ directory, modems }), Namespace.create()]);
    const { status, stderr } = caller.run(
      process.execPath,
      helperProgram,
      `--runtime-dir=${caller.path('run')}`,
    );
    if (status !== 0) throw new Error(`the helper does not start: ${stderr}`);
    return new ExchangeLine(exchange, caller, directory);
  }

  /** A modem nobody has used yet. */
  modem(): string {
    const modem = this.exchange.modems[this.#used];
    if (modem === undefined) throw new Error('the test needs more modems');
    this.#used += 1;
    return modem.path;
  }

  async client(): Promise<Client> {
    const helper = await connectHelper(this.#caller.path('run'), 'test');
    if (helper === undefined) throw new Error('there is no helper');
    const client = new Client(helper);
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const { helper } of this.#clients) helper.close();
    const log = readFileSync(this.#caller.path('run/helper.log'), 'utf8');
    process.kill(Number(/process (\d+)/.exec(log)?.[1]), 'SIGTERM');
    await Promise.all([this.exchange.close(), this.#caller.close()]);
    rmSync(this.#directory, { recursive: true });
  }
}
