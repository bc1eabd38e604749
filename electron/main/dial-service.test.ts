import { describe, expect, it } from 'vitest';
import { failure, Phonebook } from '../../client/index.ts';
import type { StoredCredentials } from '../../client/index.ts';
import type { DialProgress } from '../../contract/app.ts';
import type { Request } from '../../contract/helper.ts';
import type { Locations } from '../../contract/locations.ts';
import { defaultLocations } from '../../contract/locations.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { Secret } from '../../contract/secret.ts';
import type { Settings } from '../../contract/settings.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { FakeHelper, status } from '../testing/fake-helper.ts';
import { MemoryPasswords } from '../testing/memory-passwords.ts';
import { DialService } from './dial-service.ts';
import { Logons } from './logons.ts';

const isp: Entry = {
  name: 'Demo ISP',
  device: { kind: 'tcp-modem', host: 'localhost', port: 1 },
  phone: '555',
  user: 'alice',
};
const office: Entry = {
  name: 'Office',
  device: { kind: 'pptp' },
  host: 'vpn.example.net',
  dialFirst: 'Demo ISP',
  user: 'bob',
};
const typed = (password: string, save = false, user = 'bob') => ({
  user,
  password: { typed: new Secret(password) },
  save,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

function made(
  options: {
    ensure?: () => Promise<FakeHelper>;
    settings?: Partial<Settings>;
    file?: Record<string, StoredCredentials>;
    locations?: Locations;
    more?: Entry;
  } = {},
) {
  const helper = new FakeHelper();
  const passwords = new MemoryPasswords();
  const told = {
    dials: [] as (readonly DialProgress[])[],
    connected: [] as string[],
    dropped: [] as string[],
    failed: [] as string[],
    chains: [] as unknown[],
  };
  let link: FakeHelper | undefined;
  const logons = new Logons({
    passwords: passwords.asPasswords(),
    credentialsFile: () => Promise.resolve(new Map(Object.entries(options.file ?? {}))),
  });
  const service = new DialService({
    clock: { now: () => 1000 },
    session: {
      ensure: async () => (link = await (options.ensure?.() ?? Promise.resolve(helper))),
      get link() {
        return link;
      },
    },
    logons,
    phonebook: () => {
      const book = new Phonebook('/book').with(isp).with(office);
      return options.more ? book.with(options.more) : book;
    },
    settings: () => ({ ...defaultSettings, ...options.settings }),
    dialling: (top, chain) => told.chains.push([top, chain]),
    locations: () => options.locations ?? defaultLocations,
    withNumber: (entry) =>
      Promise.resolve(entry.phone === undefined ? entry : { ...entry, phone: `9W${entry.phone}` }),
    changed: (dials) => told.dials.push(dials),
    connected: (entry) => told.connected.push(entry),
    dropped: (entry) => told.dropped.push(entry),
    failed: (entry) => told.failed.push(entry),
  });
  const asked = async () => {
    await settled();
    const dial = helper.of('dial').at(-1);
    if (!dial) throw new Error('the helper was not asked to dial');
    return { ...dial, body: dial.body as Request<'dial'> };
  };
  const phase = () => service.dials.map((dial) => dial.phase);
  return { asked, helper, logons, passwords, phase, service, told };
}
const up = { alreadyConnected: false, status: {} };

const beingHungUp = failure(617, 'The connection is being hung up.');
const endedNow = { time: 1, entry: 'Demo ISP', call: 1, leg: 'isp' } as const;

describe('dialling what is just being hung up', () => {
  async function refused() {
    const all = made();
    all.helper.connections = [status('Demo ISP', { state: 'disconnecting' })];
    await all.service.dial({ entry: 'Demo ISP', logons: {} });
    (await all.asked()).reject(beingHungUp);
    await settled();
    return all;
  }

  it('waits for its end and dials then', async () => {
    const { asked, helper, phase, service } = await refused();
    expect({ asked: helper.of('dial').length, phase: phase() }).toEqual({ asked: 1, phase: ['dialling'] });
    helper.connections = [];
    service.ended(endedNow);
    (await asked()).resolve(up);
    await settled();
    expect({ asked: helper.of('dial').length, phase: phase() }).toEqual({ asked: 2, phase: ['connected'] });
  });

  it('dials at once where the end has come before the answer was read', async () => {
    const { asked, helper, service } = made();
    await service.dial({ entry: 'Demo ISP', logons: {} });
    (await asked()).reject(beingHungUp);
    await asked();
    expect(helper.of('dial')).toHaveLength(2);
  });

  it('is told as it is when the helper says so again and again', async () => {
    const { asked, helper, phase, service } = made();
    await service.dial({ entry: 'Demo ISP', logons: {} });
    for (let refusal = 0; refusal < 3; refusal += 1) (await asked()).reject(beingHungUp);
    await settled();
    expect({ asked: helper.of('dial').length, phase: phase() }).toEqual({ asked: 3, phase: ['failed'] });
  });

  it('is given up by hanging up again, and not dialled when the end comes', async () => {
    const { helper, phase, service, told } = await refused();
    await service.hangUp('Demo ISP');
    helper.connections = [];
    service.ended(endedNow);
    await settled();
    expect({ asked: helper.of('dial').length, phase: phase() }).toEqual({ asked: 1, phase: ['cancelled'] });
    expect(told.failed).toEqual([]);
  });

  it('fails with the helper', async () => {
    const { helper, service, told } = await refused();
    helper.die();
    helper.request = () => Promise.reject(failure(834, 'The helper has gone.'));
    await settled();
    expect(service.dials[0]).toMatchObject({ phase: 'failed', error: { number: 834 } });
    expect(told.failed).toEqual(['Demo ISP']);
  });
});

describe('dialling', () => {
  it('asks the helper for the whole chain with every leg’s credentials, ready to answer questions', async () => {
    const { asked, service, told } = made();
    await service.dial({
      entry: 'Office',
      logons: { Office: typed('o'), 'Demo ISP': typed('i', false, 'alice2') },
    });
    expect(told.dials[0]).toMatchObject([
      { entry: 'Office', chain: ['Demo ISP', 'Office'], phase: 'dialling', attempt: 1 },
    ]);
    const { body } = await asked();
    expect(body.interactive).toBe(true);
    expect(body.entries.map(({ name }) => name)).toEqual(['Office', 'Demo ISP']);
    expect(body.credentials.Office?.password.reveal()).toBe('o');
    expect(body.credentials['Demo ISP']).toMatchObject({ user: 'alice2' });
    expect(told.chains).toEqual([['Office', ['Demo ISP', 'Office']]]);
  });

  it('dials the number Dialing Properties make of it, and once what was typed over it', async () => {
    const { asked, service } = made();
    await service.dial({ entry: 'Demo ISP', logons: {} });
    expect((await asked()).body.entries[0]?.phone).toBe('9W555');
    expect(service.dials[0]?.once).toBeUndefined();
    await service.hangUp('Demo ISP');
    const second = made();
    await second.service.dial({ entry: 'Office', logons: {}, host: 'other.example.net' });
    expect((await second.asked()).body.entries[0]?.host).toBe('other.example.net');
    expect(second.service.dials[0]?.once).toEqual({ host: 'other.example.net' });
  });

  it('dials a number that was typed over in tones or pulses, as the one it stands for', async () => {
    const [usual] = defaultLocations.locations;
    const locations = { ...defaultLocations, locations: [{ ...usual!, dialling: 'pulse' as const }] };
    const more: Entry = { ...isp, name: 'By Rules', useDialingRules: true, areaCode: '503' };
    const { asked, service } = made({ locations, more });
    await service.dial({ entry: 'By Rules', logons: {}, phone: '1' });
    expect((await asked()).body.entries[0]).toMatchObject({ dialling: 'pulse', useDialingRules: false });
    expect(service.dials[0]?.once).toEqual({ phone: '1' });
    await service.dial({ entry: 'Demo ISP', logons: {}, phone: '1' });
    expect((await asked()).body.entries[0]).toMatchObject({ dialling: 'tone' });
  });

  it('redials as the Settings say where the entry says nothing', async () => {
    const redial = { enabled: true, attempts: 4, pause: 7 };
    const { asked, service } = made({ settings: { redial } });
    await service.dial({ entry: 'Demo ISP', logons: {} });
    expect((await asked()).body.entries[0]?.redial).toEqual({ attempts: 4, pause: 7 });
    const without = made();
    await without.service.dial({ entry: 'Demo ISP', logons: {} });
    expect((await without.asked()).body.entries[0]?.redial).toBeUndefined();
  });

  it('is refused while it is being dialled already, and for an entry that is not there', async () => {
    const { service } = made();
    await service.dial({ entry: 'Office', logons: {} });
    await expect(service.dial({ entry: 'Office', logons: {} })).rejects.toMatchObject({
      error: { number: 756 },
    });
    await expect(service.dial({ entry: 'Nowhere', logons: {} })).rejects.toMatchObject({
      error: { number: 623 },
    });
  });

  it('counts attempts and follows the states to connected, announced once', async () => {
    const { asked, phase, service, told } = made();
    await service.dial({ entry: 'Office', logons: {} });
    const { resolve } = await asked();
    const state = { time: 1, entry: 'Office', call: 1, leg: 'tunnel', state: 'connected' } as const;
    service.state(state);
    resolve(up);
    await settled();
    expect(phase()).toEqual(['connected']);
    expect(told.connected).toEqual(['Office']);
  });
});

describe('a dial that fails', () => {
  it('says with which number', async () => {
    const { asked, service } = made();
    await service.dial({ entry: 'Office', logons: {} });
    (await asked()).reject(failure(691, 'The password was refused.'));
    await settled();
    expect(service.dials).toMatchObject([{ phase: 'failed', error: { number: 691, entry: 'Office' } }]);
  });

  it('is tried again with the same password, which nobody has to type twice', async () => {
    const { asked, service } = made();
    await service.dial({ entry: 'Office', logons: { Office: typed('once') } });
    (await asked()).reject(failure(676, 'Busy.'));
    await settled();
    await service.dial({ entry: 'Office', logons: {} });
    expect((await asked()).body.credentials.Office?.password.reveal()).toBe('once');
    expect(service.dials).toMatchObject([{ attempt: 2, phase: 'dialling' }]);
  });

  it('forgets the typed password when it is dismissed', async () => {
    const { asked, service } = made();
    await service.dial({ entry: 'Office', logons: { Office: typed('once') } });
    (await asked()).reject(failure(676, 'Busy.'));
    await settled();
    service.dismiss('Office');
    expect(service.dials).toEqual([]);
    await service.dial({ entry: 'Office', logons: {} });
    expect((await asked()).body.credentials.Office?.password.reveal()).toBe('');
  });

  it('shows the answer of a dismissed prompt and asks no second time', async () => {
    let prompts = 0;
    const { phase, service } = made({
      ensure: () => {
        prompts += 1;
        return Promise.reject(failure(711, 'You did not allow the helper to be started.'));
      },
    });
    await service.dial({ entry: 'Office', logons: {} });
    await settled();
    expect(phase()).toEqual(['failed']);
    expect(prompts).toBe(1);
  });
});

describe('hanging up', () => {
  it('while dialling ends as cancelled, whatever number the helper gives it', async () => {
    const { asked, helper, phase, service } = made();
    await service.dial({ entry: 'Office', logons: {} });
    const { reject } = await asked();
    await service.hangUp('Demo ISP');
    expect(helper.of('hangup').map(({ body }) => body)).toEqual([{ entry: 'Demo ISP' }]);
    reject(failure(807, 'The connection beneath is gone.'));
    await settled();
    expect(phase()).toEqual(['cancelled']);
  });

  it('while the user is still being asked for rights cancels at once and never dials', async () => {
    const granted = Promise.withResolvers<FakeHelper>();
    const { helper, phase, service } = made({ ensure: () => granted.promise });
    await service.dial({ entry: 'Office', logons: {} });
    await service.hangUp('Office');
    expect(phase()).toEqual(['cancelled']);
    granted.resolve(helper);
    await settled();
    expect(helper.of('dial')).toEqual([]);
  });

  it('what is up forgets the attempt, with nothing to complain about', async () => {
    const { asked, service, told } = made();
    await service.dial({ entry: 'Office', logons: {} });
    (await asked()).resolve(up);
    await settled();
    await service.hangUp('Office');
    service.ended({ time: 1, entry: 'Office', call: 1, leg: 'tunnel' });
    expect(service.dials).toEqual([]);
    expect(told.dropped).toEqual([]);
  });
});

describe('a connection that is lost', () => {
  it('becomes a failed attempt that is shown', async () => {
    const { asked, service, told } = made();
    await service.dial({ entry: 'Office', logons: {} });
    (await asked()).resolve(up);
    await settled();
    service.ended({
      time: 1,
      entry: 'Office',
      call: 1,
      leg: 'tunnel',
      error: { number: 829, cause: 'silence' },
    });
    expect(service.dials).toMatchObject([{ phase: 'failed', error: { number: 829 } }]);
    expect(told.dropped).toEqual(['Office']);
  });

  it('with the helper is failed with the helper’s number, and so is one that was being dialled', async () => {
    const { asked, helper, phase, service } = made();
    await service.dial({ entry: 'Demo ISP', logons: {} });
    (await asked()).resolve(up);
    await service.dial({ entry: 'Office', logons: {} });
    await settled();
    helper.die();
    service.lost({ number: 834, cause: 'The helper has gone.' });
    await settled();
    expect(phase()).toEqual(['failed', 'failed']);
    expect(service.dials.map(({ error }) => error?.number)).toEqual([834, 834]);
  });
});

describe('passwords', () => {
  it('are kept when asked for, and forgotten when not', async () => {
    const { asked, passwords, service } = made();
    await service.dial({ entry: 'Office', logons: { Office: typed('keep me', true) } });
    expect(passwords.kept.get('Office')?.reveal()).toBe('keep me');
    (await asked()).reject(failure(691, 'no'));
    await settled();
    await service.dial({ entry: 'Office', logons: { Office: typed('other', false) } });
    expect(passwords.kept.has('Office')).toBe(false);
  });

  it('that cannot be kept stop the dial before it begins, with the reason', async () => {
    const { passwords, service } = made();
    passwords.reason = 'the keyring is locked';
    await expect(
      service.dial({ entry: 'Office', logons: { Office: typed('x', true) } }),
    ).rejects.toMatchObject({
      error: { number: 635, evidence: 'the keyring is locked' },
    });
    expect(service.dials).toEqual([]);
  });

  it('come from the credentials file where nothing else is known', async () => {
    const { asked, service } = made({ file: { Office: { user: 'bob', password: new Secret('filed') } } });
    await service.dial({ entry: 'Office', logons: {} });
    expect((await asked()).body.credentials.Office?.password.reveal()).toBe('filed');
  });

  it('that are kept go before the file’s', async () => {
    const { asked, passwords, service } = made({ file: { Office: { password: new Secret('filed') } } });
    passwords.kept.set('Office', new Secret('kept'));
    await service.dial({
      entry: 'Office',
      logons: { Office: { user: 'bob', password: 'saved', save: true } },
    });
    expect((await asked()).body.credentials.Office?.password.reveal()).toBe('kept');
  });

  it('corrected on the way go to the helper and are kept if asked', async () => {
    const { asked, helper, passwords, service } = made();
    await service.dial({ entry: 'Office', logons: {} });
    await asked();
    await service.retryWith({ entry: 'Office', logon: typed('right', true) });
    expect(helper.of('retryWith')).toHaveLength(1);
    expect(passwords.kept.get('Office')?.reveal()).toBe('right');
    await service.changePassword({ entry: 'Office', password: new Secret('new'), save: true });
    expect(passwords.kept.get('Office')?.reveal()).toBe('new');
  });

  it('typed for a dial that could not begin are not held', async () => {
    const { logons, passwords, service } = made();
    passwords.reason = 'the keyring is locked';
    const typedOnce = { 'Demo ISP': typed('first', true), Office: typed('second') };
    await expect(service.dial({ entry: 'Office', logons: typedOnce })).rejects.toThrow();
    passwords.reason = undefined;
    expect((await logons.tell([isp, office], () => false)).map(({ saved }) => saved)).toEqual([false, false]);
  });

  it.each(['constructor', 'toString'])(
    'are found for an entry named %s, and none where there is none',
    async (name) => {
      const more = { ...isp, name };
      const { asked, service } = made({ more });
      await service.dial({ entry: name, logons: {} });
      expect((await asked()).body.credentials[name]?.password.reveal()).toBe('');
      const other = made({ more });
      await other.service.dial({ entry: name, logons: { [name]: typed('pw') } });
      expect((await other.asked()).body.credentials[name]?.password.reveal()).toBe('pw');
    },
  );

  it('are never told by what the window asks about logons', async () => {
    const { logons, passwords } = made({ file: { Office: { user: 'bob', password: new Secret('filed') } } });
    passwords.kept.set('Demo ISP', new Secret('kept'));
    const legs = await logons.tell([isp, office], () => false);
    expect(legs).toEqual([
      { entry: 'Demo ISP', user: 'alice', saved: true, kept: true, connected: false },
      { entry: 'Office', user: 'bob', saved: true, kept: false, connected: false },
    ]);
  });
});
