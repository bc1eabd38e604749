/** `npm run isp`: keeps the exchange up for playing, and says how to reach it. Ctrl-C ends all of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoClient } from './demo/client.ts';
import { startClient } from './demo/client.ts';
import { officeEntry, providerEntry, writeDemoFiles } from './demo/phonebook.ts';
import { thisMachine, whatIsMissing } from './demo/requirements.ts';
import type { PlayOptions } from './play/options.ts';
import { parsePlayOptions, usage } from './play/options.ts';
import type { TcpModems } from './play/tcp-modems.ts';
import { startTcpModems } from './play/tcp-modems.ts';
import type { RunningExchange } from './testing.ts';
import { readerGone, say } from './say.ts';
import { startExchange } from './testing.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

const table = (rows: readonly (readonly string[])[]): void => {
  for (const [first = '', second = '', ...rest] of rows) {
    say(`  ${first.padEnd(14)} ${second.padEnd(rest.length > 0 ? 14 : 0)} ${rest.join(' ')}`.trimEnd());
  }
};

class Playground {
  private readonly options: PlayOptions;
  private readonly user: boolean;
  private readonly directory = mkdtempSync(join(tmpdir(), 'dial-up-isp-'));
  private readonly start = performance.now();
  private exchange: RunningExchange | undefined;
  private client: DemoClient | undefined;
  private tcp: TcpModems | undefined;

  constructor(options: PlayOptions, user: boolean) {
    this.options = options;
    this.user = user;
  }

  async open(lost: () => void): Promise<void> {
    const { directory, user } = this;
    const { modems, trunks, condition } = this.options;
    this.exchange = await startExchange({
      user,
      directory: join(directory, 'exchange'),
      modems,
      trunks,
      condition,
      log: (text) => {
        this.note(text);
      },
      moved: ([modem]) => {
        if (modem === undefined) return;
        writeDemoFiles(directory, modem.path);
        this.note(`modem0 is on ${modem.path} now, and the phonebook says so`);
      },
      lost,
    });
    this.client = await startClient({ user, directory });
    this.tcp = await startTcpModems(this.options.port, this.exchange.socketPath);
    this.explain(this.exchange, this.client, this.tcp);
  }

  async close(): Promise<void> {
    this.tcp?.close();
    await this.client?.close();
    await this.exchange?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private note(text: string): void {
    say(`${((performance.now() - this.start) / 1000).toFixed(2).padStart(9)}  ${text}`);
  }

  private explain(exchange: RunningExchange, client: DemoClient, tcp: TcpModems): void {
    say('The exchange is up.');
    say('\nModems');
    table(
      exchange.modems.map(({ path, link, number }) => [path, number ?? '', `(${link} always leads to it)`]),
    );
    table([[`127.0.0.1:${tcp.port}`, 'one for every connection (telnet and AT commands will do)']]);
    say('\nNumbers');
    table(exchange.numbers.map(({ number, description }) => [number, description]));
    say('\nUsers');
    table(exchange.users.map(({ user, password, note }) => [user, password, note]));
    const [modem] = exchange.modems;
    if (modem !== undefined) this.explainClient(client, modem.path);
    say('\nCtrl-C ends everything. What happens:');
  }

  private explainClient(client: DemoClient, port: string): void {
    const { phonebook, credentials } = writeDemoFiles(this.directory, port);
    const enter = this.user
      ? `nsenter --target ${client.pid} --all --preserve-credentials --root --wdns=/`
      : `${process.env.SUDO_USER === undefined ? '' : 'sudo '}nsenter --target ${client.pid} --all --root --wdns=/`;
    const rasdial = `${process.execPath} ${join(checkout, 'cli/main.ts')}`;
    say('\nFrom a second terminal, on a machine of its own that has nothing but the first modem:');
    say(`  ${enter} ${rasdial} ${officeEntry} --phonebook=${phonebook} --credentials=${credentials}`);
    say(`  ${enter} ${rasdial} --status`);
    say(`  ${enter} ${rasdial} "${providerEntry}" --disconnect`);
    say(`  ${enter} bash          # curl http://intranet.office/, ip route, …`);
  }
}

if (process.argv.includes('--help')) {
  say(usage);
  process.exit(0);
}
const options = parsePlayOptions(process.argv.slice(2));
if ('malformed' in options) {
  process.stderr.write(`${options.malformed}\n\n${usage}\n`);
  process.exit(2);
}
const missing = whatIsMissing(thisMachine, 'isp');
if (missing !== undefined) {
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}

const playground = new Playground(options, thisMachine.uid !== 0);
const interrupted = new Promise<number>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  void readerGone.then(() => resolve(0));
});
let status: number;
try {
  const lost = new Promise<number>((resolve, reject) => {
    playground
      .open(() => {
        process.stderr.write('The exchange has ended unexpectedly.\n');
        resolve(1);
      })
      .catch(reject);
  });
  status = await Promise.race([interrupted, lost]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  status = 1;
}
await playground.close();
process.exit(status);
