/** One conversation with the desktop's keyring (org.freedesktop.secrets), from opening a session to closing it. */
import { Variant } from 'dbus-next';
import type { Secret } from '../contract/secret.ts';
import { z } from '../contract/zod.ts';
import { SessionBus } from './session-bus.ts';
import { transportAlgorithm, TransportKey } from './transport-key.ts';

const service = 'org.freedesktop.secrets';
const root = '/org/freedesktop/secrets';
const names = {
  service: 'org.freedesktop.Secret.Service',
  collection: 'org.freedesktop.Secret.Collection',
  item: 'org.freedesktop.Secret.Item',
  prompt: 'org.freedesktop.Secret.Prompt',
  session: 'org.freedesktop.Secret.Session',
  properties: 'org.freedesktop.DBus.Properties',
} as const;
/** What stands for "no object", and for "no prompt is needed". */
const none = '/';

export type Attributes = Readonly<Record<string, string>>;

/** The user was asked and would not, or nobody was there to ask. */
export class Dismissed extends Error {}

const path = z.string().regex(/^\/[A-Za-z0-9_/]*$/);
const paths = z.array(path);
const bytes = z.instanceof(Uint8Array).transform((value) => Buffer.from(value));
const agreedBytes = z.object({ value: bytes }).transform(({ value }) => value);
const anything = z.object({ value: z.unknown() }).transform(({ value }) => value);
const answers = {
  session: z.tuple([agreedBytes, path]),
  found: z.tuple([paths, paths]),
  unlocked: z.tuple([paths, path]),
  made: z.tuple([path, path]),
  path: z.tuple([path]),
  secret: z.tuple([z.tuple([path, bytes, bytes, z.string()])]),
  completed: z.tuple([z.boolean(), anything]),
} as const;

export class SecretServiceClient {
  readonly #bus: SessionBus;
  readonly #key: TransportKey;
  readonly #session: string;

  private constructor(bus: SessionBus, key: TransportKey, session: string) {
    this.#bus = bus;
    this.#key = key;
    this.#session = session;
  }

  /** Rejects when there is no bus, no keyring, or one that we do not understand. */
  static async open(busAddress?: string): Promise<SecretServiceClient> {
    const bus = await SessionBus.open(busAddress);
    try {
      const key = new TransportKey();
      const answer = await bus.call({
        destination: service,
        path: root,
        interface: names.service,
        member: 'OpenSession',
        signature: 'sv',
        body: [transportAlgorithm, new Variant('ay', key.publicKey)],
      });
      const [theirs, session] = answers.session.parse(answer);
      key.agree(theirs);
      return new SecretServiceClient(bus, key, session);
    } catch (error) {
      bus.close();
      throw error;
    }
  }

  /** The session ends with the bus connection. */
  close(): void {
    this.#bus.close();
  }

  /** The items with these attributes, the locked ones last. */
  async find(attributes: Attributes): Promise<{ readonly unlocked: string[]; readonly locked: string[] }> {
    const body = [attributes];
    const answer = await this.#call(root, names.service, 'SearchItems', 'a{ss}', body);
    const [unlocked, locked] = answers.found.parse(answer);
    return { unlocked, locked };
  }

  /** May ask the user. Rejects with Dismissed. */
  async unlock(objects: readonly string[]): Promise<void> {
    if (objects.length === 0) return;
    const answer = await this.#call(root, names.service, 'Unlock', 'ao', [objects]);
    const [, prompt] = answers.unlocked.parse(answer);
    await this.#prompted(prompt);
  }

  async secretOf(item: string): Promise<Secret> {
    const answer = await this.#call(item, names.item, 'GetSecret', 'o', [this.#session]);
    const [[, parameters, value]] = answers.secret.parse(answer);
    return this.#key.open({ parameters, value });
  }

  /** Adds an item to the usual collection, or replaces the one with these attributes. May ask the user. Rejects with Dismissed. */
  async store(label: string, attributes: Attributes, secret: Secret): Promise<void> {
    const collection = await this.#usualCollection();
    await this.unlock([collection]);
    const { parameters, value } = this.#key.seal(secret);
    const answer = await this.#call(collection, names.collection, 'CreateItem', 'a{sv}(oayays)b', [
      {
        [`${names.item}.Label`]: new Variant('s', label),
        [`${names.item}.Attributes`]: new Variant('a{ss}', attributes),
      },
      [this.#session, parameters, value, 'text/plain; charset=utf8'],
      true,
    ]);
    const [, prompt] = answers.made.parse(answer);
    await this.#prompted(prompt);
  }

  /** May ask the user. Rejects with Dismissed. */
  async remove(item: string): Promise<void> {
    const [prompt] = answers.path.parse(await this.#call(item, names.item, 'Delete'));
    await this.#prompted(prompt);
  }

  async describe(item: string, label: string, attributes: Attributes): Promise<void> {
    const set = (property: string, value: Variant) =>
      this.#call(item, names.properties, 'Set', 'ssv', [names.item, property, value]);
    await set('Attributes', new Variant('a{ss}', attributes));
    await set('Label', new Variant('s', label));
  }

  /** The default collection; a keyring that has none yet makes one, and may ask the user for its password. */
  async #usualCollection(): Promise<string> {
    const answer = await this.#call(root, names.service, 'ReadAlias', 's', ['default']);
    const [known] = answers.path.parse(answer);
    if (known !== none) return known;
    const label = { [`${names.collection}.Label`]: new Variant('s', 'Default keyring') };
    const made = await this.#call(root, names.service, 'CreateCollection', 'a{sv}s', [label, 'default']);
    const [collection, prompt] = answers.made.parse(made);
    const result = await this.#prompted(prompt);
    return collection === none ? path.parse(result) : collection;
  }

  /** What a prompt resulted in; the user may take as long as they like. Rejects with Dismissed. */
  async #prompted(prompt: string): Promise<unknown> {
    if (prompt === none) return undefined;
    let completed: (body: unknown[]) => void = () => undefined;
    const completion = new Promise<unknown[]>((resolve) => {
      completed = resolve;
    });
    const signal = { interface: names.prompt, member: 'Completed', path: prompt };
    const stop = await this.#bus.listen(signal, completed);
    try {
      await this.#call(prompt, names.prompt, 'Prompt', 's', ['']);
      const gone = this.#bus.closed.then((): never => {
        throw new Dismissed();
      });
      const [dismissed, result] = answers.completed.parse(await Promise.race([completion, gone]));
      if (dismissed) throw new Dismissed();
      return result;
    } finally {
      stop();
    }
  }

  #call(
    object: string,
    interfaceName: string,
    member: string,
    signature?: string,
    body?: unknown[],
  ): Promise<unknown[]> {
    return this.#bus.call({
      destination: service,
      path: object,
      interface: interfaceName,
      member,
      ...(signature === undefined ? {} : { signature, body: body ?? [] }),
    });
  }
}
