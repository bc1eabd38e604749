/** The demo in the terminal: rasdial dials the office through the provider, pages are fetched, everything is hung up. */
import type { ConnectionStatus } from '../../contract/status.ts';
import type { JsonObject } from '../control.ts';
import { parseObject } from '../control.ts';
import { plan } from '../network-plan.ts';
import { say } from '../say.ts';
import type { DemoClient } from './client.ts';
import type { Machines } from './machines.ts';
import type { DemoFiles } from './phonebook.ts';
import { officeEntry, providerEntry, writeDemoFiles } from './phonebook.ts';
import type { StateLine } from './screen.ts';
import { seconds, stateText, statusText } from './screen.ts';

export async function showInTerminal(machines: Machines): Promise<void> {
  const { client, modem } = await machines.start();
  const files = writeDemoFiles(machines.directory, modem);
  await tryWithout(client);
  await dial(client, files);
  await visit(client, `http://${plan.office.host}/`);
  await visit(client, 'http://intranet.office/');
  await showCounters(client);
  await hangUp(client);
}

async function tryWithout(client: DemoClient): Promise<void> {
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

async function dial(client: DemoClient, files: DemoFiles): Promise<void> {
  say(`$ rasdial "${officeEntry}"`);
  const start = performance.now();
  const errors: string[] = [];
  const status = await client.rasdial(
    [officeEntry, '--json', `--phonebook=${files.phonebook}`, `--credentials=${files.credentials}`],
    (stream, line) => {
      const message = stream === 'stdout' ? parseObject(line) : undefined;
      if (message === undefined) errors.push(line);
      else if ('state' in message) say(stateText(performance.now() - start, message as unknown as StateLine));
    },
  );
  if (status !== 0) throw new Error(errors.join('\n'));
  say(`  connected in ${seconds(performance.now() - start)}`);
  say();
}

async function visit(client: DemoClient, url: string): Promise<void> {
  const start = performance.now();
  const { status, title, bytes } = await client.fetch(url);
  if (status !== 200 || title === undefined) throw new Error(`${url} answered with status ${status}`);
  say(`${url.padEnd(26)} "${title}", ${bytes} bytes in ${seconds(performance.now() - start)}`);
}

async function showCounters(client: DemoClient): Promise<void> {
  say();
  say('$ rasdial --status');
  for (const line of await answers(client, ['--status', '--json'])) {
    for (const text of statusText(line as unknown as ConnectionStatus)) say(text);
  }
  say();
}

async function hangUp(client: DemoClient): Promise<void> {
  for (const entry of [officeEntry, providerEntry]) {
    const start = performance.now();
    await answers(client, [entry, '--disconnect', '--json']);
    say(`$ rasdial "${entry}" /DISCONNECT`.padEnd(36) + `hung up in ${seconds(performance.now() - start)}`);
  }
}

async function answers(client: DemoClient, words: readonly string[]): Promise<JsonObject[]> {
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
