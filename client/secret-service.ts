/** Passwords in the desktop's keyring. Each act is a conversation of its own, so that a keyring that was restarted is no matter. */
import type { Secret } from '../contract/secret.ts';
import type { Done, FoundStore, Loaded, PasswordKey, PasswordStore } from './password-store.ts';
import { BusError } from './session-bus.ts';
import type { Attributes, SecretServiceClient } from './secret-service-client.ts';

const attributesOf = ({ kind, name }: PasswordKey): Attributes => ({
  application: 'dial-up-networking',
  kind,
  entry: name,
});

const labelOf = ({ kind, name }: PasswordKey): string =>
  kind === 'password' ? `Dial-Up Networking: ${name}` : `Dial-Up Networking: calling card ${name}`;

const noKeyring = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
  'org.freedesktop.DBus.Error.Spawn.ExecFailed',
  'org.freedesktop.DBus.Error.Spawn.ServiceNotFound',
]);

class SecretService implements PasswordStore {
  readonly kind = 'secret-service';
  readonly #busAddress: string | undefined;

  constructor(busAddress: string | undefined) {
    this.#busAddress = busAddress;
  }

  /** What `act` answers, or why there is no answer. */
  async with<T>(act: (client: SecretServiceClient) => Promise<T>): Promise<{ value?: T; reason?: string }> {
    let client: SecretServiceClient | undefined;
    try {
      // Only now: most programs that link this never ask a keyring.
      const { SecretServiceClient: Client } = await import('./secret-service-client.ts');
      client = await Client.open(this.#busAddress);
      return { value: await act(client) };
    } catch (error) {
      return { reason: await reasonOf(error) };
    } finally {
      client?.close();
    }
  }

  async holds(key: PasswordKey): Promise<boolean> {
    const { value } = await this.with((client) => client.find(attributesOf(key)));
    return value !== undefined && value.unlocked.length + value.locked.length > 0;
  }

  async load(key: PasswordKey): Promise<Loaded> {
    const { value, reason } = await this.with(async (client) => {
      const item = await usableItem(client, key);
      return item === undefined ? undefined : client.secretOf(item);
    });
    return reasoned(reason, value);
  }

  async save(key: PasswordKey, secret: Secret): Promise<Done> {
    const { reason } = await this.with((client) => client.store(labelOf(key), attributesOf(key), secret));
    return reasoned(reason);
  }

  async forget(key: PasswordKey): Promise<Done> {
    const { reason } = await this.with((client) => removeAll(client, key));
    return reasoned(reason);
  }

  async rename(key: PasswordKey, name: string): Promise<Done> {
    if (name === key.name) return {};
    const { reason } = await this.with(async (client) => {
      const item = await usableItem(client, key);
      if (item === undefined) return;
      const renamed = { ...key, name };
      await removeAll(client, renamed);
      await client.describe(item, labelOf(renamed), attributesOf(renamed));
    });
    return reasoned(reason);
  }
}

const reasoned = (reason: string | undefined, secret?: Secret): Loaded => ({
  ...(reason === undefined ? {} : { reason }),
  ...(secret === undefined ? {} : { secret }),
});

/** An item that can be read now, the user having unlocked it if need be. */
async function usableItem(client: SecretServiceClient, key: PasswordKey): Promise<string | undefined> {
  const { unlocked, locked } = await client.find(attributesOf(key));
  if (unlocked[0] === undefined) await client.unlock(locked.slice(0, 1));
  return unlocked[0] ?? locked[0];
}

async function removeAll(client: SecretServiceClient, key: PasswordKey): Promise<void> {
  const { unlocked, locked } = await client.find(attributesOf(key));
  await client.unlock(locked);
  for (const item of [...unlocked, ...locked]) await client.remove(item);
}

async function reasonOf(error: unknown): Promise<string> {
  const { Dismissed } = await import('./secret-service-client.ts');
  if (error instanceof Dismissed) return 'The keyring was not unlocked.';
  if (error instanceof BusError) {
    if (error.type === 'address') return 'There is no session bus, so no keyring can be reached.';
    if (noKeyring.has(error.type)) return 'No program on this desktop keeps passwords (Secret Service).';
    return `The keyring did not answer as expected: ${error.message}`;
  }
  // Of an answer that makes no sense, nothing is shown: it may hold a password.
  return 'The keyring answered something that makes no sense.';
}

/** The keyring of this desktop, if it has one. Asks the user nothing. Never rejects. */
export async function findSecretService(busAddress?: string): Promise<FoundStore> {
  const store = new SecretService(busAddress);
  const { reason } = await store.with(() => Promise.resolve());
  return reason === undefined ? { store } : { reason };
}
