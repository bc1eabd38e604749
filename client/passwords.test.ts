/** Where passwords are kept: a real keyring on a bus of its own, and a file sealed by a key from elsewhere. */
import { getDiffieHellman } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Message, MessageType, sessionBus } from 'dbus-next';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../contract/secret.ts';
import type { PasswordKey, PasswordStore } from './password-store.ts';
import { SealedPasswords } from './sealed-passwords.ts';
import { findSecretService } from './secret-service.ts';
import { SessionBus } from './session-bus.ts';
import { PrivateBus } from './testing/private-bus.ts';
import { oakleyGroup2, TransportKey } from './transport-key.ts';

const office: PasswordKey = { kind: 'password', name: 'Office' };
const password = 'Pässword " \\ €';
const loaded = async (store: PasswordStore, key: PasswordKey) => (await store.load(key)).secret?.reveal();

describe('the key of a session', () => {
  it('is agreed on in the Second Oakley Group', () => {
    expect(oakleyGroup2).toBe(getDiffieHellman('modp2').getPrime('hex'));
  });
  it('opens what the other end has sealed, and nothing else', () => {
    const [one, other, third] = [new TransportKey(), new TransportKey(), new TransportKey()];
    one.agree(other.publicKey);
    other.agree(one.publicKey);
    third.agree(one.publicKey);
    const sealed = one.seal(new Secret(password));
    expect(sealed.value.includes(Buffer.from(password))).toBe(false);
    expect(other.open(sealed).reveal()).toBe(password);
    expect(() => {
      expect(third.open(sealed).reveal()).not.toBe(password);
      throw new Error('it decrypted to something else');
    }).toThrow();
  });
});

describe('a keyring', () => {
  let bus: PrivateBus;
  let store: PasswordStore;
  beforeAll(async () => {
    bus = await PrivateBus.start();
    await bus.startKeyring();
    const found = await findSecretService(bus.address);
    if (found.store === undefined) throw new Error(found.reason);
    ({ store } = found);
  });
  afterAll(() => bus.stop());
  afterEach(async () => {
    await store.forget(office);
  });

  it('keeps a password and gives it back, and knows whether it has one without being unlocked', async () => {
    expect(await store.holds(office)).toBe(false);
    expect(await store.load(office)).toEqual({});
    expect(await store.save(office, new Secret(password))).toEqual({});
    expect(await store.holds(office)).toBe(true);
    expect(await loaded(store, office)).toBe(password);
  });

  it('replaces what it had, and forgets', async () => {
    await store.save(office, new Secret('first'));
    await store.save(office, new Secret('second'));
    expect(await loaded(store, office)).toBe('second');
    expect(await store.forget(office)).toEqual({});
    expect(await store.load(office)).toEqual({});
    expect(await store.forget(office)).toEqual({});
  });

  it('follows an entry to its new name, over what was kept there', async () => {
    const home = { ...office, name: 'Home' };
    await store.save(home, new Secret('of another'));
    await store.save(office, new Secret(password));
    expect(await store.rename(office, 'Home')).toEqual({});
    expect(await store.holds(office)).toBe(false);
    expect(await loaded(store, home)).toBe(password);
    await store.forget(home);
  });

  it('tells the password of an entry from the number of a card', async () => {
    const card: PasswordKey = { kind: 'calling-card', name: 'Office' };
    await store.save(card, new Secret('1234 5678'));
    expect(await store.holds(office)).toBe(false);
    expect(await loaded(store, card)).toBe('1234 5678');
    await store.forget(card);
  });

  it('keeps an empty password apart from none', async () => {
    await store.save(office, new Secret(''));
    expect(await loaded(store, office)).toBe('');
  });

  it('that is locked is a reason, not an error, and what it holds is known all the same', async () => {
    await store.save(office, new Secret(password));
    const session = await SessionBus.open(bus.address);
    await session.call({
      destination: 'org.freedesktop.secrets',
      path: '/org/freedesktop/secrets',
      interface: 'org.freedesktop.Secret.Service',
      member: 'Lock',
      signature: 'ao',
      body: [['/org/freedesktop/secrets/aliases/default']],
    });
    session.close();
    expect(await store.holds(office)).toBe(true);
    // There is no desktop here that could ask for the keyring's password.
    const { secret, reason } = await store.load(office);
    expect(secret).toBeUndefined();
    expect(reason).toMatch(/keyring/);
    expect((await store.save(office, new Secret('x'))).reason).toMatch(/keyring/);
    await bus.stopKeyring();
    await bus.startKeyring();
    expect(await loaded(store, office)).toBe(password);
  });

  it('that has gone is a reason, and one that came back is used again', async () => {
    await bus.stopKeyring();
    expect((await store.load(office)).reason).toContain('No program on this desktop keeps passwords');
    expect(await store.holds(office)).toBe(false);
    await bus.startKeyring();
    expect(await store.load(office)).toEqual({});
  });
});

describe('a desktop without a keyring', () => {
  it('has none, and says why', async () => {
    const bus = await PrivateBus.start();
    try {
      const { reason } = await findSecretService(bus.address);
      expect(reason).toBe('No program on this desktop keeps passwords (Secret Service).');
    } finally {
      await bus.stop();
    }
    expect((await findSecretService('unix:path=/nonexistent/bus')).reason).toMatch(/keyring/);
    expect((await findSecretService('tcp:host=127.0.0.1')).reason).toContain('no session bus');
  });

  it('is not trusted with what it answers', async () => {
    const bus = await PrivateBus.start();
    const impostor = sessionBus({ busAddress: bus.address.replace('path=', 'socket=') });
    try {
      impostor.addMethodHandler((message: Message) => {
        if (message.member !== 'OpenSession') return false;
        // dbus-next's types take the message for another thing here; its code does not.
        const answer = Message.newMethodReturn(message, 's', ['my password is Geheim1']);
        expect(answer.type).toBe(MessageType.METHOD_RETURN);
        impostor.send(answer);
        return true;
      });
      await impostor.requestName('org.freedesktop.secrets', 0);
      const { reason } = await findSecretService(bus.address);
      expect(reason).toBe('The keyring answered something that makes no sense.');
    } finally {
      impostor.disconnect();
      await bus.stop();
    }
  });
});

describe('a sealed file', () => {
  const directory = mkdtempSync('/tmp/dun-test-');
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  const path = join(directory, 'config', 'passwords.json');
  const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  const store = new SealedPasswords(path, {
    seal: (text) => Promise.resolve(flipped(Buffer.from(text))),
    open: (sealed) => Promise.resolve(flipped(sealed).toString()),
  });

  it('keeps passwords sealed, for its owner alone', async () => {
    expect(await store.load(office)).toEqual({});
    expect(await store.save(office, new Secret(password))).toEqual({});
    expect(await store.holds(office)).toBe(true);
    expect(await loaded(store, office)).toBe(password);
    expect(readFileSync(path, 'utf8')).not.toContain(password);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('loses nothing when several are saved at once', async () => {
    const names = ['a', 'b', '__proto__', 'constructor', 'password:x'];
    await Promise.all(names.map((name) => store.save({ ...office, name }, new Secret(`of ${name}`))));
    for (const name of names) expect(await loaded(store, { ...office, name })).toBe(`of ${name}`);
    expect(await store.holds({ ...office, name: 'toString' })).toBe(false);
  });

  it('renames and forgets', async () => {
    await store.rename({ ...office, name: 'a' }, 'b');
    expect(await loaded(store, { ...office, name: 'b' })).toBe('of a');
    expect(await store.holds({ ...office, name: 'a' })).toBe(false);
    await store.forget({ ...office, name: 'b' });
    expect(await store.load({ ...office, name: 'b' })).toEqual({});
  });

  it('with another key, or broken, is a reason; it is not written over', async () => {
    const other = new SealedPasswords(path, {
      seal: () => Promise.reject(new Error('no key')),
      open: () => Promise.reject(new Error('another key')),
    });
    expect((await other.load(office)).reason).toContain('another key');
    expect((await other.save(office, new Secret('x'))).reason).toContain('no key');
    expect(await loaded(store, office)).toBe(password);
    writeFileSync(path, '{ broken');
    expect((await store.load(office)).reason).toContain(path);
    expect((await store.save(office, new Secret('x'))).reason).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe('{ broken');
  });
});
