/** A person or a script at the line: the real helper, the embedded exchange, a terminal before and after dialling, a modem test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HelperConnection } from '../client/helper-connection.ts';
import { connectHelper } from '../client/helper-connection.ts';
import type { DialError } from '../contract/dial-error.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { HelperEvent, Response } from '../contract/helper.ts';
import type { Entry } from '../contract/phonebook.ts';
import { Secret } from '../contract/secret.ts';
import { thisMachine, whatIsMissing } from '../isp/demo/requirements.ts';
import type { RunningExchange } from '../isp/testing.ts';
import { startExchange } from '../isp/testing.ts';
import { Namespace } from './testing/namespace.ts';

const helperProgram = fileURLToPath(new URL('main.ts', import.meta.url));

/** A client of the helper that remembers every event. */
class Client {
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

class ExchangeLine {
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

const errorOf = async (attempt: Promise<unknown>): Promise<DialError | undefined> => {
  try {
    await attempt;
  } catch (reason) {
    if (reason instanceof DialFailure) return reason.error;
    throw reason;
  }
  return undefined;
};

const missing = whatIsMissing(thisMachine, 'test');

describe.skipIf(missing !== undefined || process.geteuid?.() !== 0)('a terminal', () => {
  let line: ExchangeLine;
  let client: Client;
  let count = 0;
  beforeAll(async () => {
    line = await ExchangeLine.create(24);
  });
  afterAll(async () => {
    await line.close();
  });
  beforeEach(async () => {
    client = await line.client();
    await client.subscribe(true);
  });

  const entryTo = (phone: string, changes: Partial<Entry>): Entry => ({
    name: `Call ${(count += 1)}`,
    device: { kind: 'modem', port: line.modem(), flow: 'none' },
    phone,
    user: 'dialin',
    ...changes,
  });
  const afterDialling = () => entryTo('555-0103', { terminal: 'after' });

  async function logIn({ name }: Entry): Promise<void> {
    await client.shows(name, 'login: ');
    await client.type(name, 'dialin\r');
    await client.shows(name, 'password: ');
    await client.type(name, 'modem56k\r');
    await client.shows(name, '> ');
    await client.type(name, 'ppp\r');
  }

  it('after dialling: logs on by hand, and goes on by itself when the other end speaks PPP', async () => {
    const entry = afterDialling();
    const dialled = client.dial(entry, '');
    await logIn(entry);
    expect((await dialled).status).toMatchObject({ state: 'connected', lineSpeed: 33_600 });
    expect(client.states(entry.name)).toEqual([
      'openPort',
      'portOpened',
      'connectDevice',
      'connectDevice',
      'deviceConnected',
      'interactive',
      'allDevicesConnected',
      'authProject',
      'projected',
      'connected',
    ]);
    expect(client.log(entry.name)).toContain('speak PPP');
    expect(client.log(entry.name)).toMatch(/shown \d+ bytes/);
    expect(client.log(entry.name)).not.toContain('modem56k');
    await client.helper.request('hangup', { entry: entry.name });
  });

  it('goes on when it is told to, too, and loses nothing', async () => {
    const entry = afterDialling();
    const dialled = client.dial(entry, '');
    await logIn(entry);
    // The exchange may have begun PPP by now: then there is nothing left to be done.
    const late = await errorOf(client.helper.request('terminalDone', { entry: entry.name }));
    expect([undefined, 668]).toContain(late?.number);
    expect((await dialled).status.state).toBe('connected');
    await client.helper.request('hangup', { entry: entry.name });
  });

  it('shows what came before to a window that opens late, once', async () => {
    const entry = afterDialling();
    const dialled = errorOf(client.dial(entry, ''));
    await client.shows(entry.name, 'login: ');
    const late = await line.client();
    const { connections } = await late.subscribe(true);
    expect(connections).toMatchObject([{ entry: entry.name, state: 'interactive' }]);
    await late.shows(entry.name, 'login: ');
    await late.subscribe(true);
    expect(late.screen(entry.name)).toBe(client.screen(entry.name));
    await client.helper.request('hangup', { entry: entry.name });
    expect(await dialled).toMatchObject({ number: 631 });
  });

  it('before dialling: talks to the modem, which is dialled all the same', async () => {
    const entry = entryTo('555-0100', { terminal: 'before' });
    const dialled = client.dial(entry, 'modem56k');
    await client.reaches(entry.name, 'interactive');
    await client.type(entry.name, 'ATE1V0\r');
    await client.until(() => /\r0\r|0\r$/.test(client.screen(entry.name)));
    // Quiet, and in the middle of a line: whatever state the modem is left in.
    await client.type(entry.name, 'ATQ1\rATS0');
    await client.helper.request('terminalDone', { entry: entry.name });
    expect((await dialled).status.state).toBe('connected');
    expect(client.states(entry.name).slice(0, 4)).toEqual([
      'openPort',
      'portOpened',
      'interactive',
      'connectDevice',
    ]);
    await client.helper.request('hangup', { entry: entry.name });
  });

  it.each(['before', 'after'] as const)('%s dialling: can be hung up', async (terminal) => {
    const entry = entryTo('555-0103', { terminal });
    const dialled = errorOf(client.dial(entry, ''));
    await client.reaches(entry.name, 'interactive');
    expect(await client.helper.request('hangup', { entry: entry.name })).toEqual({ wasConnected: true });
    expect(await dialled).toMatchObject({ number: 631, entry: entry.name });
    expect(client.states(entry.name).slice(-2)).toEqual(['disconnecting', 'disconnected']);
  });

  it('ends with 629 when the carrier is lost', async () => {
    const entry = afterDialling();
    const dialled = errorOf(client.dial(entry, ''));
    await client.shows(entry.name, 'login: ');
    line.exchange.cut();
    expect(await dialled).toMatchObject({ number: 629, leg: 'isp' });
  });

  it('is refused with 703 before anything is dialled when nobody is there', async () => {
    const entry = afterDialling();
    expect(await errorOf(client.dial(entry, '', false))).toMatchObject({
      number: 703,
      entry: entry.name,
      cause: expect.stringContaining('terminal'),
    });
    expect(client.states(entry.name)).toEqual([]);
  });

  it('takes nothing typed where there is none: 668', async () => {
    const entry = entryTo('555-0100', {});
    expect(await errorOf(client.type(entry.name, 'x'))).toMatchObject({ number: 668 });
    await client.dial(entry, 'modem56k');
    expect(await errorOf(client.type(entry.name, 'x'))).toMatchObject({ number: 668 });
    expect(await errorOf(client.helper.request('terminalDone', { entry: entry.name }))).toMatchObject({
      number: 668,
    });
    await client.helper.request('hangup', { entry: entry.name });
  });

  const scripted = (...commands: readonly string[]) =>
    entryTo('555-0103', { script: { text: ['proc main', ...commands, 'endproc'].join('\r\n') } });

  it('has a script log on, with nobody there', async () => {
    const entry = scripted(
      'integer tries = 0',
      'again:',
      'waitfor "ogin:" until 20',
      'if $FAILURE then halt endif',
      'transmit $USERID, raw  transmit "^M"',
      'waitfor "assword:" until 10',
      'tries = tries + 1',
      'if tries == 1 then transmit "wrong<cr>" endif',
      'if tries > 1 then transmit $PASSWORD, raw transmit "<cr>" endif',
      'waitfor "incorrect" then again, "to begin" then welcome until 10',
      'halt',
      'welcome: waitfor "> "',
      'transmit "ppp^M"',
      'waitfor "Starting PPP"',
    );
    const { status } = await client.dial(entry, 'modem56k', false);
    expect(status.state).toBe('connected');
    expect(client.states(entry.name)).toContain('interactive');
    expect(client.screen(entry.name)).toContain('Login incorrect.');
    expect(client.log(entry.name)).toContain('waits for "ogin:", for 20 seconds');
    expect(client.log(entry.name)).not.toContain('modem56k');
    await client.helper.request('hangup', { entry: entry.name });
  });

  it('is handed over by a script that halts', async () => {
    const entry = scripted('waitfor "login: "', 'halt');
    const dialled = client.dial(entry, '');
    await client.until(
      () => client.states(entry.name).filter((state) => state === 'interactive').length === 2,
    );
    await client.type(entry.name, 'dialin\r');
    await client.shows(entry.name, 'password: ');
    await client.type(entry.name, 'modem56k\r');
    await client.shows(entry.name, '> ');
    await client.type(entry.name, 'ppp\r');
    expect((await dialled).status.state).toBe('connected');
    await client.helper.request('hangup', { entry: entry.name });
  });

  it('is not there when a script halts and nobody is: 703', async () => {
    const entry = scripted('waitfor "login: "', 'halt');
    expect(await errorOf(client.dial(entry, '', false))).toMatchObject({ number: 703, leg: 'isp' });
  });

  it('tells a mistake in a script with its place before anything is dialled: 752', async () => {
    const entry = scripted('waitfor "login: "', 'transmti "x"');
    expect(await errorOf(client.dial(entry, ''))).toMatchObject({
      number: 752,
      evidence: 'line 3, column 1',
    });
    expect(client.states(entry.name)).toEqual(['disconnecting', 'disconnected']);
  });

  it('is not what asks for another password: a refused one may be corrected where the server lets it', async () => {
    const entry = entryTo('555-0102', {});
    const dialled = client.dial(entry, 'wrong');
    await client.reaches(entry.name, 'retryAuthentication');
    const credentials = { user: 'dialin', password: new Secret('modem56k') };
    await client.helper.request('retryWith', { entry: entry.name, credentials });
    expect((await dialled).status.state).toBe('connected');
    await client.helper.request('hangup', { entry: entry.name });
  });

  it.each([
    ['555-0100', 'CHAP'],
    ['555-0101', 'PAP'],
  ])('is not there for %s: %s ends with 691, to be dialled again', async (phone) => {
    const entry = entryTo(phone, {});
    expect(await errorOf(client.dial(entry, 'wrong'))).toMatchObject({ number: 691, leg: 'isp' });
    expect(client.states(entry.name)).not.toContain('retryAuthentication');
  });

  it('is not needed to test a modem, which tells the dialogue', async () => {
    const port = line.modem();
    const { dialogue } = await client.helper.request('testModem', {
      device: { kind: 'modem', port, flow: 'none' },
    });
    expect(dialogue[0]).toEqual({ direction: 'sent', text: 'AT' });
    expect(dialogue.filter(({ direction }) => direction === 'sent').map(({ text }) => text)).toContain(
      'ATI3',
    );
    expect(dialogue).toContainEqual({ direction: 'received', text: 'OK' });
  });

  it('leaves a modem to its call: testing it meanwhile is 633', async () => {
    const entry = entryTo('555-0100', {});
    await client.dial(entry, 'modem56k');
    const { device } = entry;
    if (device.kind !== 'modem') throw new Error('not a modem');
    expect(await errorOf(client.helper.request('testModem', { device }))).toMatchObject({
      number: 633,
      cause: expect.stringContaining(entry.name),
    });
    await client.helper.request('hangup', { entry: entry.name });
  });

  it.each([
    ['a port that is not there', '/dev/ttyNONE', 615],
    ['a device that is no port', '/dev/null', 615],
  ])('does not test %s', async (_what, port, number) => {
    const device = { kind: 'modem', port } as const;
    expect(await errorOf(client.helper.request('testModem', { device }))).toMatchObject({ number });
  });
});
