/** Who logs on where: what a window typed, what is kept, what the credentials file says, what the entry says; in that order. */
import type { StoredCredentials } from '../../client/index.ts';
import { failure } from '../../client/index.ts';
import type { CallResponse, HeldRequest } from '../../contract/app.ts';
import type { Request } from '../../contract/helper.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { Secret } from '../../contract/secret.ts';
import type { Passwords } from './passwords.ts';

export type Credentials = Request<'retryWith'>['credentials'];
export type Logon = HeldRequest<'retryWith'>['logon'];

export interface LogonsHost {
  readonly passwords: Passwords;
  /** The user's credentials file, as it is now. */
  credentialsFile(): Promise<ReadonlyMap<string, StoredCredentials>>;
}

const withDomain = (domain: string | undefined) => (domain === undefined || domain === '' ? {} : { domain });

export class Logons {
  readonly #host: LogonsHost;
  /** What the last attempt of each entry used, so that it can be tried again; gone when it is up or given up. */
  readonly #attempted = new Map<string, Credentials>();

  constructor(host: LogonsHost) {
    this.#host = host;
  }

  /** For each of a chain, in its order; never a password. */
  async tell(
    chain: readonly Entry[],
    isConnected: (entry: string) => boolean,
  ): Promise<CallResponse<'logons'>['legs']> {
    const file = await this.#host.credentialsFile();
    return Promise.all(
      chain.map(async (entry) => {
        const held = file.get(entry.name);
        const attempted = this.#attempted.get(entry.name);
        const kept = await this.#host.passwords.holds(entry.name);
        return {
          entry: entry.name,
          user: attempted?.user ?? entry.user ?? held?.user ?? '',
          ...withDomain(attempted ? attempted.domain : (entry.domain ?? held?.domain)),
          saved: attempted !== undefined || held !== undefined || kept,
          kept,
          connected: isConnected(entry.name),
        };
      }),
    );
  }

  /** What to log on with. Keeps or forgets the password as the logon says; rejects with a DialFailure when it cannot be kept. */
  async credentials(
    entry: Pick<Entry, 'name' | 'user' | 'domain'>,
    logon: Logon | undefined,
  ): Promise<Credentials> {
    const file = (await this.#host.credentialsFile()).get(entry.name);
    const attempted = this.#attempted.get(entry.name);
    const user = logon?.user ?? attempted?.user ?? entry.user ?? file?.user ?? '';
    const domain = logon ? logon.domain : (attempted?.domain ?? entry.domain ?? file?.domain);
    const typed = logon !== undefined && logon.password !== 'saved' ? logon.password.typed : undefined;
    const password = typed ?? (await this.#kept(entry.name, attempted, file));
    if (logon && typed && logon.save) await this.keep(entry.name, typed);
    if (logon && !logon.save) await this.#forget(entry.name);
    const credentials = { user, password, ...withDomain(domain) };
    this.#attempted.set(entry.name, credentials);
    return credentials;
  }

  async keep(entry: string, password: Secret): Promise<void> {
    const { reason } = await this.#host.passwords.save(entry, password);
    if (reason !== undefined)
      throw failure(635, 'The password could not be saved. Connect without saving it.', reason);
  }

  /** The attempt is over: the password need not be held any longer. */
  forgetAttempt(entry: string): void {
    this.#attempted.delete(entry);
  }

  async #kept(
    entry: string,
    attempted: Credentials | undefined,
    file: StoredCredentials | undefined,
  ): Promise<Secret> {
    if (attempted) return attempted.password;
    const { secret, reason } = await this.#host.passwords.load(entry);
    if (secret) return secret;
    if (file) return file.password;
    if (reason !== undefined) throw failure(635, 'The saved password could not be read.', reason);
    return new Secret('');
  }

  async #forget(entry: string): Promise<void> {
    if (!(await this.#host.passwords.holds(entry))) return;
    const { reason } = await this.#host.passwords.forget(entry);
    if (reason !== undefined) throw failure(635, 'The saved password could not be removed.', reason);
  }
}
