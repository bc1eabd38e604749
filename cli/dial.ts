/** Dials an entry: everything that can be wrong is found before the helper is asked. */
import type { StoredCredentials } from '../client/index.ts';
import {
  chainOf,
  defaultCredentialsPath,
  defaultPhonebookPath,
  failure,
  helperConnection,
  readCredentials,
  readPhonebook,
} from '../client/index.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { Request } from '../contract/helper.ts';
import { credentials as credentialsSchema, defaultRuntimeDirectory } from '../contract/helper.ts';
import type { Entry } from '../contract/phonebook.ts';
import { Secret } from '../contract/secret.ts';
import { z } from '../contract/zod.ts';
import type { Command, Options } from './arguments.ts';
import { entriesToDial } from './entries-to-dial.ts';
import { askPassword, readPassword } from './password-prompt.ts';
import type { Interaction } from './interaction.ts';
import type { Recorder } from './record.ts';
import type { Reporter } from './reporter.ts';

export type DialCommand = Extract<Command, { type: 'dial' }>;

async function passwordOf(command: DialCommand, options: Options): Promise<Secret | undefined> {
  if (options.passwordStdin) return readPassword();
  if (command.password === '*')
    return askPassword(`Enter the password for ${command.user ?? command.entry}: `);
  return command.password === undefined ? undefined : new Secret(command.password);
}

/** For the dialled entry what the command line says goes before what the file says. */
async function credentialsFor(
  command: DialCommand,
  options: Options,
  chain: readonly Entry[],
): Promise<Request<'dial'>['credentials']> {
  const path = options.credentials ?? defaultCredentialsPath();
  const stored =
    (await readCredentials(path, { mustExist: options.credentials !== undefined })) ??
    new Map<string, StoredCredentials>();
  const password = await passwordOf(command, options);
  const result: Request<'dial'>['credentials'] = {};
  for (const { name, ...entry } of chain) {
    const top = name === command.entry;
    const held = stored.get(name);
    const user = (top ? command.user : undefined) ?? held?.user ?? entry.user ?? '';
    const domain = (top ? options.domain : undefined) ?? held?.domain ?? entry.domain;
    // A password belongs to its user name: another name on the command line does not get it.
    const known =
      top && command.user !== undefined && command.user !== (held?.user ?? entry.user)
        ? undefined
        : held?.password;
    result[name] = {
      user,
      password: (top ? password : undefined) ?? known ?? new Secret(''),
      ...(domain === undefined ? {} : { domain }),
    };
  }
  const checked = z.safeEncode(z.record(z.string(), credentialsSchema), result);
  if (!checked.success)
    throw failure(604, 'A user name, domain or password cannot be used.', z.prettifyError(checked.error));
  return result;
}

export async function dial(command: DialCommand, options: Options, reporter: Reporter): Promise<void> {
  const phonebook = await readPhonebook(options.phonebook ?? defaultPhonebookPath(), {
    mustExist: options.phonebook !== undefined,
  });
  const [top, ...beneath] = chainOf(phonebook, command.entry);
  if (top === undefined) throw failure(623, `There is no entry "${command.entry}".`);
  const entries = await entriesToDial([top, ...beneath], options, (text) => {
    reporter.warning(text);
  });
  const names = entries.map(({ name }) => name);
  const credentials = await credentialsFor(command, options, entries);
  for (const name of names) {
    const foreign = phonebook.foreignKeys(name);
    if (foreign.length > 0)
      reporter.warning(`keys of "${name}" that mean nothing here: ${foreign.join(', ')} (${phonebook.path})`);
  }

  const runtimeDirectory = options.runtimeDirectory ?? defaultRuntimeDirectory;
  const helper = await helperConnection({ runtimeDirectory, program: 'rasdial' });
  let recorder: Recorder | undefined;
  let interaction: Interaction | undefined;
  const cancel = () => {
    // The dial itself then ends with 631; a helper that is gone ends it, too.
    helper.request('hangup', { entry: command.entry }).catch(() => undefined);
  };
  if (process.stdin.isTTY && !options.json && !options.passwordStdin) {
    const { Interaction: OnTerminal } = await import('./interaction.ts');
    interaction = new OnTerminal({ helper, credentials, breakOff: cancel });
  }
  helper.listen((event) => {
    if (!names.includes(event.body.entry)) return;
    if (event.event === 'state') reporter.state(event.body);
    interaction?.event(event);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, cancel);
  try {
    await helper.request('subscribe', {
      states: true,
      log: false,
      capture: false,
      counters: false,
      terminal: interaction !== undefined,
    });
    const { log, capture } = options;
    if (log !== undefined || capture !== undefined) {
      const { startRecorder } = await import('./record.ts');
      const files = { ...(log === undefined ? {} : { log }), ...(capture === undefined ? {} : { capture }) };
      recorder = await startRecorder({ runtimeDirectory, entries: names, ...files });
    }
    const { alreadyConnected, status } = await helper.request('dial', {
      entry: command.entry,
      entries,
      credentials,
      interactive: interaction !== undefined,
    });
    reporter.result(alreadyConnected ? 'already-connected' : 'connected', command.entry, status);
    recorder?.release();
  } catch (error) {
    await recorder?.finish();
    if (error instanceof DialFailure && error.error.entry === undefined)
      throw new DialFailure({ ...error.error, entry: command.entry }, { cause: error });
    throw error;
  } finally {
    interaction?.close();
    helper.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, cancel);
  }
}
