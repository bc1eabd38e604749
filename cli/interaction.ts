/** Answers what a call asks of the user while it is dialled, on the terminal rasdial was started from. */
import { createInterface } from 'node:readline/promises';
import type { HelperConnection } from '../client/index.ts';
import { failure } from '../client/index.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { HelperEvent, Request } from '../contract/helper.ts';
import { credentials as credentialsSchema, helper as contract } from '../contract/helper.ts';
import { z } from '../contract/zod.ts';
import { LineTerminal } from './line-terminal.ts';
import { askPassword } from './password-prompt.ts';

const brokenOff = 631;

type Credentials = Request<'retryWith'>['credentials'];

export interface InteractionHost {
  readonly helper: Pick<HelperConnection, 'request'>;
  /** What each entry has been tried with. */
  readonly credentials: Readonly<Record<string, Credentials>>;
  /** The user does not want to answer. */
  breakOff(): void;
}

/** A line, shown as it is typed. Rejects with a DialFailure (631). */
async function askLine(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const broken = new Promise<never>((_resolve, reject) => {
      for (const end of ['SIGINT', 'close'] as const)
        lines.once(end, () => {
          reject(failure(brokenOff, 'You broke off at the user name.'));
        });
    });
    return await Promise.race([lines.question(question, { signal }), broken]);
  } finally {
    lines.close();
  }
}

const say = (text: string) => process.stderr.write(`${text}\n`);

export class Interaction {
  readonly #host: InteractionHost;
  /** What is being asked at the moment. */
  #asking: { readonly entry: string; readonly given: AbortController } | undefined;
  /** One question at a time, each in its turn. */
  #turn: Promise<void> = Promise.resolve();
  #open = 0;

  constructor(host: InteractionHost) {
    this.#host = host;
  }

  event(event: HelperEvent): void {
    // Shown as it is, from the first byte on: the other end's greeting comes at once.
    if (event.event === 'terminal') process.stdout.write(Buffer.from(event.body.data, 'base64'));
    if (event.event !== 'state') return;
    const { entry, state, detail } = event.body;
    // The call has gone on without an answer.
    if (this.#asking?.entry === entry) this.#asking.given.abort();
    if (state === 'retryAuthentication') this.#ask(entry, (signal) => this.#logOn(entry, detail, signal));
    if (state === 'passwordExpired') this.#ask(entry, (signal) => this.#newPassword(entry, signal));
    if (state === 'interactive') this.#ask(entry, (signal) => this.#talk(entry, signal));
  }

  /** Gives the terminal back, whatever was being asked. */
  close(): void {
    this.#asking?.given.abort();
  }

  #ask(entry: string, question: (signal: AbortSignal) => Promise<void>): void {
    const given = new AbortController();
    const { signal } = given;
    this.#asking = { entry, given };
    const start = async () => {
      if (!signal.aborted) await question(signal);
    };
    this.#open += 1;
    // At once where it can be: what is pressed from now on is an answer.
    const asked = this.#open === 1 ? start() : this.#turn.then(start);
    this.#turn = asked
      .catch((error: unknown) => {
        // Not needed any more: the call went on, or ended, and the dial itself says how.
        if (signal.aborted) return;
        if (!(error instanceof DialFailure)) throw error;
        if (error.error.number === brokenOff) this.#host.breakOff();
      })
      .finally(() => {
        this.#open -= 1;
      });
  }

  async #logOn(entry: string, detail: string | undefined, signal: AbortSignal): Promise<void> {
    const known = Object.hasOwn(this.#host.credentials, entry) ? this.#host.credentials[entry] : undefined;
    const { user, domain } = known ?? { user: '' };
    say(`${entry} did not accept the user name and password${detail === undefined ? '.' : `: ${detail}`}`);
    for (;;) {
      const typed = await askLine(`User name${user === '' ? '' : ` [${user}]`}: `, signal);
      const name = typed === '' ? user : typed;
      const password = await askPassword(`Enter the password for ${name}: `, signal);
      const credentials = { user: name, password, ...(domain === undefined ? {} : { domain }) };
      if (z.safeEncode(credentialsSchema, credentials).success) {
        await this.#host.helper.request('retryWith', { entry, credentials });
        return;
      }
      say('That cannot be a user name.');
    }
  }

  async #newPassword(entry: string, signal: AbortSignal): Promise<void> {
    say(`Your password for ${entry} has expired. Choose a new one.`);
    for (;;) {
      const password = await askPassword('New password: ', signal);
      const again = await askPassword('New password, once more: ', signal);
      const same = password.reveal() === again.reveal() && password.reveal() !== '';
      const body = { entry, password };
      if (same && z.safeEncode(contract.verbs.changePassword.request, body).success) {
        await this.#host.helper.request('changePassword', body);
        return;
      }
      say(same ? 'That cannot be a password.' : 'Those are not the same, or empty.');
    }
  }

  async #talk(entry: string, signal: AbortSignal): Promise<void> {
    const { helper } = this.#host;
    const terminal = new LineTerminal((data) => helper.request('terminalWrite', { entry, data }));
    const done = terminal.done(signal);
    // Only now: from here on every key is the other end's.
    say(`Terminal for ${entry}: what you type goes to the other end. Ctrl-] when you are done.\r`);
    await done;
    say('');
    await helper.request('terminalDone', { entry });
  }
}
