/** Dials, hangs up and answers questions on the way; what becomes of each attempt is told as a DialProgress. */
import { chainOf, failure, textOf } from '../../client/index.ts';
import type { Phonebook } from '../../client/index.ts';
import type { DialProgress, HeldRequest } from '../../contract/app.ts';
import type { DialError } from '../../contract/dial-error.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import { withTypedNumber } from '../../contract/dialing-rules.ts';
import type { EventBody } from '../../contract/helper.ts';
import { credentials as credentialsSchema } from '../../contract/helper.ts';
import type { Locations } from '../../contract/locations.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { entry as entrySchema } from '../../contract/phonebook.ts';
import type { Settings } from '../../contract/settings.ts';
import { z } from '../../contract/zod.ts';
import type { Clock } from './clock.ts';
import * as progress from './dial-progress.ts';
import type { HelperLink, HelperSession } from './helper-session.ts';
import type { Credentials, Logons } from './logons.ts';

export interface DialServiceHost {
  readonly clock: Pick<Clock, 'now'>;
  readonly session: Pick<HelperSession, 'ensure' | 'link'>;
  readonly logons: Logons;
  phonebook(): Phonebook;
  settings(): Settings;
  /** This chain is about to be dialled. */
  dialling(top: string, chain: readonly string[]): void;
  locations(): Locations;
  /** The entry with the number that is really dialled for it from here. */
  withNumber(entry: Entry): Promise<Entry>;
  changed(dials: readonly DialProgress[]): void;
  /** It is up, for the first time of this attempt. */
  connected(entry: string): void;
  /** It was up, and has failed. */
  dropped(entry: string): void;
  /** It never came up; the user has not hung up. */
  failed(entry: string): void;
}

interface Attempt {
  dial: DialProgress;
  /** The user has hung up: whatever the helper says next is no failure. */
  hungUp: boolean;
  announced: boolean;
  /** The helper has said that it is up: what comes later is told by events alone. */
  answered: boolean;
}

const userDisconnection = 631;
const alreadyDialling = 756;
const alreadyDisconnecting = 617;
/** Somebody else may dial and hang up the same entry meanwhile; not for ever. */
const mostRefusals = 3;

export class DialService {
  readonly #host: DialServiceHost;
  readonly #attempts = new Map<string, Attempt>();
  /** Who waits until an entry is down. */
  readonly #ends = new Map<string, readonly (() => void)[]>();
  #counted = 0;

  constructor(host: DialServiceHost) {
    this.#host = host;
  }

  get dials(): readonly DialProgress[] {
    return [...this.#attempts.values()].map(({ dial }) => dial);
  }

  isLive(entry: string): boolean {
    return [...this.#attempts.values()].some(
      ({ dial }) => progress.isLive(dial) && dial.chain.includes(entry),
    );
  }

  /** Rejects with a DialFailure for what can be known to be wrong before; the rest is told as progress. */
  async dial({ entry: name, logons, phone, host }: HeldRequest<'dial'>): Promise<void> {
    if (this.#attempts.get(name)?.dial.phase === 'dialling')
      throw new DialFailure({ number: alreadyDialling, entry: name, cause: 'It is being dialed already.' });
    const chain = chainOf(this.#host.phonebook(), name);
    const entries = await Promise.all(
      chain.map(async (entry, index) =>
        this.#prepared(index === 0 ? overridden(entry, { phone, host }, this.#host.locations()) : entry),
      ),
    );
    const credentials = await this.#logonsOf(chain, new Map(Object.entries(logons)));
    this.#counted += 1;
    const names = chain.map((entry) => entry.name).toReversed();
    const attempt: Attempt = {
      dial: {
        ...progress.begin(names, this.#counted, this.#host.clock.now()),
        ...typedOver({ phone, host }),
      },
      hungUp: false,
      announced: false,
      answered: false,
    };
    this.#attempts.set(name, attempt);
    this.#tell();
    void this.#run(attempt, { entry: name, entries, credentials, interactive: true });
  }

  async hangUp(name: string): Promise<void> {
    for (const attempt of this.#attempts.values())
      if (attempt.dial.phase === 'dialling' && attempt.dial.chain.includes(name)) {
        attempt.hungUp = true;
        // Before the helper is there, there is nothing to wait for; what it says later is no news.
        if (!this.#host.session.link) this.#step(attempt, progress.cancelled);
      } else if (attempt.dial.phase === 'connected' && attempt.dial.chain.includes(name))
        attempt.hungUp = true;
    await this.#host.session.link?.request('hangup', { entry: name });
  }

  /** Forgets an attempt that is over. */
  dismiss(name: string): void {
    const attempt = this.#attempts.get(name);
    if (attempt && !progress.isLive(attempt.dial)) this.#forget(attempt);
  }

  async retryWith({ entry: name, logon }: HeldRequest<'retryWith'>): Promise<void> {
    // One that has left the phonebook meanwhile is being dialled all the same.
    const entry = this.#host.phonebook().find(name) ?? { name };
    const credentials = await this.#logon(entry, logon);
    await this.#link().request('retryWith', { entry: name, credentials });
  }

  async changePassword({ entry, password, save }: HeldRequest<'changePassword'>): Promise<void> {
    await this.#link().request('changePassword', { entry, password });
    if (save) await this.#host.logons.keep(entry, password);
  }

  /** What the helper tells. */
  state(event: EventBody<'state'>): void {
    for (const attempt of [...this.#attempts.values()]) {
      const before = attempt.dial;
      this.#step(attempt, (dial) => progress.withState(dial, event));
      if (attempt.dial !== before && attempt.dial.phase === 'connected') this.#announce(attempt);
    }
    if (event.state === 'connected') this.#host.logons.forgetAttempt(event.entry);
  }

  ended({ entry, error }: EventBody<'ended'>): void {
    for (const down of this.#ends.get(entry) ?? []) down();
    this.#ends.delete(entry);
    const attempt = this.#attempts.get(entry);
    // One that is being dialled ends with the answer to its dial, which knows more.
    if (!attempt?.answered || !progress.isLive(attempt.dial)) return;
    if (error === undefined || attempt.hungUp || error.number === userDisconnection) this.#forget(attempt);
    else this.#drop(attempt, error);
  }

  /** The helper has gone. */
  lost(error: DialError): void {
    for (const attempt of [...this.#attempts.values()])
      if (attempt.answered && progress.isLive(attempt.dial)) this.#drop(attempt, error);
  }

  #link() {
    const { link } = this.#host.session;
    if (!link) throw failure(834, 'The helper has gone; nobody is waiting for this any more.');
    return link;
  }

  async #prepared(entry: Entry): Promise<Entry> {
    const dialled = await this.#host.withNumber(entry);
    const { enabled, attempts, pause } = this.#host.settings().redial;
    return entry.redial === undefined && enabled ? { ...dialled, redial: { attempts, pause } } : dialled;
  }

  async #logonsOf(
    chain: readonly Entry[],
    logons: ReadonlyMap<string, HeldRequest<'retryWith'>['logon']>,
  ): Promise<Record<string, Credentials>> {
    const credentials: [string, Credentials][] = [];
    try {
      for (const entry of chain)
        credentials.push([entry.name, await this.#logon(entry, logons.get(entry.name))]);
    } catch (error) {
      // No attempt comes of it, so none will give up what was typed.
      for (const { name } of chain) if (!this.isLive(name)) this.#host.logons.forgetAttempt(name);
      throw error;
    }
    return Object.fromEntries(credentials);
  }

  async #logon(
    entry: Pick<Entry, 'name' | 'user' | 'domain'>,
    logon: HeldRequest<'retryWith'>['logon'] | undefined,
  ): Promise<Credentials> {
    const credentials = await this.#host.logons.credentials(entry, logon);
    const checked = z.safeEncode(credentialsSchema, credentials);
    if (checked.success) return credentials;
    throw failure(604, 'A user name, domain or password cannot be used.', z.prettifyError(checked.error));
  }

  async #run(attempt: Attempt, request: Wanted): Promise<void> {
    try {
      const link = await this.#host.session.ensure();
      if (attempt.hungUp) return;
      this.#host.dialling(request.entry, attempt.dial.chain);
      await this.#ask(link, attempt, request);
      attempt.answered = true;
      this.#step(attempt, progress.connected);
      this.#announce(attempt);
    } catch (error) {
      const told =
        error instanceof DialFailure ? error.error : failure(635, 'The dial failed.', textOf(error)).error;
      if (attempt.hungUp || told.number === userDisconnection) this.#step(attempt, progress.cancelled);
      else {
        this.#step(attempt, (dial) => progress.failed(dial, told));
        this.#host.failed(request.entry);
      }
    }
  }

  /** What is just being hung up is dialled as soon as it is down. */
  async #ask(link: HelperLink, attempt: Attempt, request: Wanted): Promise<void> {
    const { entry } = request;
    for (let refused = 1; ; refused += 1)
      try {
        await link.request('dial', request);
        return;
      } catch (error) {
        const comingDown = error instanceof DialFailure && error.error.number === alreadyDisconnecting;
        if (!comingDown || refused === mostRefusals) throw error;
        const ended = this.#endOf(entry);
        // The end may have come together with the refusal.
        const { connections } = await link.request('status', {});
        if (connections.some((each) => each.entry === entry)) await Promise.race([ended, link.closed]);
        if (attempt.hungUp) throw error;
      }
  }

  #endOf(entry: string): Promise<void> {
    return new Promise((resolve) => {
      this.#ends.set(entry, [...(this.#ends.get(entry) ?? []), resolve]);
    });
  }

  #announce(attempt: Attempt): void {
    if (attempt.announced) return;
    attempt.announced = true;
    for (const name of attempt.dial.chain) this.#host.logons.forgetAttempt(name);
    this.#host.connected(attempt.dial.entry);
  }

  #drop(attempt: Attempt, error: DialError): void {
    this.#step(attempt, (dial) => progress.failed(dial, error));
    this.#host.dropped(attempt.dial.entry);
  }

  #forget(attempt: Attempt): void {
    const { entry, chain } = attempt.dial;
    if (this.#attempts.get(entry) !== attempt) return;
    this.#attempts.delete(entry);
    for (const name of chain) this.#host.logons.forgetAttempt(name);
    this.#tell();
  }

  #step(attempt: Attempt, step: (dial: DialProgress) => DialProgress): void {
    const next = step(attempt.dial);
    if (next === attempt.dial) return;
    attempt.dial = next;
    if (this.#attempts.get(next.entry) === attempt) this.#tell();
  }

  #tell(): void {
    this.#host.changed(this.dials);
  }
}

interface Wanted {
  readonly entry: string;
  readonly entries: Entry[];
  readonly credentials: Record<string, Credentials>;
  readonly interactive: boolean;
}

const typedOver = ({ phone, host }: Once): Pick<DialProgress, 'once'> =>
  phone === undefined && host === undefined
    ? {}
    : { once: { ...(phone === undefined ? {} : { phone }), ...(host === undefined ? {} : { host }) } };

interface Once {
  readonly phone?: string | undefined;
  readonly host?: string | undefined;
}

/** Dialled as the user typed it, this once. */
function overridden(entry: Entry, once: Once, locations: Locations): Entry {
  const { phone, host } = once;
  const called = phone === undefined ? entry : withTypedNumber(entry, phone, locations);
  const changed = host === undefined ? called : { ...called, host };
  const parsed = entrySchema.safeParse(changed);
  if (parsed.success) return parsed.data;
  throw failure(604, 'What was typed cannot be dialed.', z.prettifyError(parsed.error));
}
