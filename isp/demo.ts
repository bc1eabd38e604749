/**
 * `npm run demo`: an exchange, a provider and an office in one set of network namespaces, a machine that has nothing but a
 * modem in another, and rasdial between them, for real. The machine this runs on is looked at before and after.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionStatus } from '../contract/status.ts';
import type { JsonObject } from './control.ts';
import { parseObject } from './control.ts';
import type { DemoClient } from './demo/client.ts';
import { startClient } from './demo/client.ts';
import type { DemoFiles } from './demo/phonebook.ts';
import { officeEntry, providerEntry, writeDemoFiles } from './demo/phonebook.ts';
import { thisMachine, whatIsMissing } from './demo/requirements.ts';
import type { StateLine } from './demo/screen.ts';
import { seconds, stateText, statusText } from './demo/screen.ts';
import { lookAround, whatIsLeft } from './demo/traces.ts';
import { plan } from './network-plan.ts';
import { readerGone, say } from './say.ts';
import type { RunningExchange } from './testing.ts';
import { startExchange } from './testing.ts';

class Demo {
  private readonly user: boolean;
  private readonly verbose: boolean;
  private readonly directory = mkdtempSync(join(tmpdir(), 'dial-up-demo-'));
  private readonly before = lookAround();
  private exchange: RunningExchange | undefined;
  private client: DemoClient | undefined;
  /** Whatever was begun is up, or has failed: only then can it be ended. */
  private started: Promise<unknown> = Promise.resolve();

  constructor(user: boolean, verbose: boolean) {
    this.user = user;
    this.verbose = verbose;
  }

  async run(): Promise<void> {
    const { user, directory } = this;
    const starting = [
      startExchange({ user, directory: join(directory, 'exchange'), log: (text) => this.note(text) }).then(
        (started) => (this.exchange = started),
      ),
      startClient({ user, directory }).then((started) => (this.client = started)),
    ] as const;
    this.started = Promise.allSettled(starting);
    const [exchange, client] = await Promise.all(starting);
    const modem = exchange.modems[0];
    if (modem === undefined) throw new Error('the exchange has no modem');
    const files = writeDemoFiles(directory, modem.path);
    say('Two computers, each in network namespaces of its own, and one telephone line between them:');
    say(
      `  exchange   a provider (555-0100), a PPTP server (${plan.pptp.address}), an office network (10.99.0.0/24)`,
    );
    say(`  client     no network at all; a modem on ${modem.path}`);
    say();
    await this.tryWithout(client);
    await this.dial(client, files);
    await this.visit(client, `http://${plan.office.host}/`);
    await this.visit(client, 'http://intranet.office/');
    await this.showCounters(client);
    await this.hangUp(client);
  }

  /** Ends everything, in whatever state it is, and tells what is left behind: nothing, or the demo has failed. */
  async end(): Promise<boolean> {
    await this.started;
    const namespaces = new Set([...(this.exchange?.namespaces ?? []), this.client?.namespace ?? 'none']);
    await this.client?.close();
    await this.exchange?.close();
    rmSync(this.directory, { recursive: true, force: true });
    const left = await whatIsLeft(this.before, namespaces, [this.directory]);
    say();
    if (left.length === 0) {
      say(
        'Left behind: nothing. Processes, namespaces, routes, interfaces, resolv.conf and files are as before.',
      );
    } else {
      say('Left behind, or changed by somebody else meanwhile:');
      for (const one of left) say(`  ${one}`);
    }
    return left.length === 0;
  }

  private note(text: string): void {
    if (this.verbose) say(`    ${text}`);
  }

  private async tryWithout(client: DemoClient): Promise<void> {
    const url = `http://${plan.office.host}/`;
    const reason = await client.fetch(url).then(
      () => {
        throw new Error(`${url} answered before anybody has dialled`);
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    say(`Before the call, ${url} is out of reach: ${reason}`);
    say();
  }

  private async dial(client: DemoClient, files: DemoFiles): Promise<void> {
    say(`$ rasdial "${officeEntry}"`);
    const start = performance.now();
    const errors: string[] = [];
    const status = await client.rasdial(
      [officeEntry, '--json', `--phonebook=${files.phonebook}`, `--credentials=${files.credentials}`],
      (stream, line) => {
        const message = stream === 'stdout' ? parseObject(line) : undefined;
        if (message === undefined) errors.push(line);
        else if ('state' in message)
          say(stateText(performance.now() - start, message as unknown as StateLine));
      },
    );
    if (status !== 0) throw new Error(errors.join('\n'));
    say(`  connected in ${seconds(performance.now() - start)}`);
    say();
  }

  private async visit(client: DemoClient, url: string): Promise<void> {
    const start = performance.now();
    const { status, title, bytes } = await client.fetch(url);
    if (status !== 200 || title === undefined) throw new Error(`${url} answered with status ${status}`);
    say(`${url.padEnd(26)} "${title}", ${bytes} bytes in ${seconds(performance.now() - start)}`);
  }

  private async showCounters(client: DemoClient): Promise<void> {
    say();
    say('$ rasdial --status');
    for (const line of await this.answers(client, ['--status', '--json'])) {
      for (const text of statusText(line as unknown as ConnectionStatus)) say(text);
    }
    say();
  }

  private async hangUp(client: DemoClient): Promise<void> {
    for (const entry of [officeEntry, providerEntry]) {
      const start = performance.now();
      await this.answers(client, [entry, '--disconnect', '--json']);
      say(`$ rasdial "${entry}" /DISCONNECT`.padEnd(36) + `hung up in ${seconds(performance.now() - start)}`);
    }
  }

  private async answers(client: DemoClient, words: readonly string[]): Promise<JsonObject[]> {
    const objects: JsonObject[] = [];
    const errors: string[] = [];
    const status = await client.rasdial(words, (stream, line) => {
      const object = stream === 'stdout' ? parseObject(line) : undefined;
      if (object === undefined) errors.push(line);
      else objects.push(object);
    });
    if (status !== 0) throw new Error(errors.join('\n'));
    return objects;
  }
}

const missing = whatIsMissing(thisMachine, 'demo');
if (missing !== undefined) {
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
const demo = new Demo(thisMachine.uid !== 0, process.argv.includes('--verbose'));
const interrupted = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  void readerGone.then(() => resolve('SIGPIPE'));
});
let status = 0;
try {
  const signal = await Promise.race([demo.run(), interrupted]);
  if (signal !== undefined) {
    say();
    say(`Stopped by ${signal}.`);
    status = 130;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  status = 1;
}
if (!(await demo.end())) status = 1;
process.exit(status);
