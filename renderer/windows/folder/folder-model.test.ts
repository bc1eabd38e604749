import { describe, expect, it } from 'vitest';
import type { DialState } from '../../../contract/dial-state.ts';
import type { Device, Entry } from '../../../contract/phonebook.ts';
import { connection, dial, isp, office, phonebook } from '../../testing/calls.ts';
import {
  dependents,
  deviceWords,
  entryStatus,
  folderItems,
  nameProblem,
  newConnection,
  sortedBy,
  statusFields,
} from './folder-model.ts';
import type { Arrange } from './folder-model.ts';

const modem = isp.device;

describe('what is going on with an entry', () => {
  const nothing = { connections: [], dials: [] };

  it('is nothing, of one that nobody dials', () => {
    expect(entryStatus(nothing, 'Office')).toEqual({ connected: false, active: false, words: '' });
  });

  it.each<[DialState, string]>([
    ['openPort', 'Initializing...'],
    ['connectDevice', 'Dialing...'],
    ['interactive', 'In terminal'],
    ['authenticate', 'Verifying...'],
    ['projected', 'Logging on...'],
    ['waitForRedial', 'Waiting to redial'],
    ['disconnecting', 'Disconnecting...'],
    ['disconnected', 'Disconnecting...'],
  ])('in %s is "%s", and no connection yet', (state, words) => {
    const live = { ...nothing, connections: [connection('Demo ISP', state)] };
    expect(entryStatus(live, 'Demo ISP')).toEqual({ connected: false, active: true, words });
  });

  it('is no dialling where there is nothing to dial: a tunnel connects', () => {
    const live = { ...nothing, connections: [connection('Office', 'connectDevice')] };
    expect(entryStatus(live, 'Office').words).toBe('Connecting...');
  });

  it('is a connection once it is up', () => {
    const live = { ...nothing, connections: [connection('Office', 'connected')] };
    expect(entryStatus(live, 'Office')).toEqual({ connected: true, active: true, words: 'Connected' });
  });

  it('is waiting, of an entry whose turn has not come', () => {
    const below = { connections: [connection('Demo ISP', 'authenticate')], dials: [dial('dialling')] };
    expect(entryStatus(below, 'Office')).toEqual({
      connected: false,
      active: true,
      words: 'Waits for Demo ISP',
    });
    const ready = { connections: [connection('Demo ISP', 'connected')], dials: [dial('dialling')] };
    expect(entryStatus(ready, 'Office').words).toBe('Starting...');
  });

  it('is the number of the error it ended with, and can be dialled again', () => {
    const failed = { ...nothing, dials: [dial('failed', { error: { number: 691, cause: 'Refused.' } })] };
    expect(entryStatus(failed, 'Office')).toEqual({ connected: false, active: false, words: 'Error 691' });
  });

  it('is nothing once it was cancelled', () => {
    expect(entryStatus({ ...nothing, dials: [dial('cancelled')] }, 'Office').words).toBe('');
  });
});

describe('the folder', () => {
  const dated: Entry = { name: 'Box 10', device: { kind: 'null-modem', port: '/dev/ttyS1' } };
  const second: Entry = { name: 'box 9', device: modem, phone: '555-0200' };
  const state = {
    phonebook: phonebook(office, dated, isp, second),
    connections: [connection('Demo ISP', 'connected')],
    dials: [],
  };
  const byName = { arrange: 'name', descending: false } as const;
  const names = (arrange: Arrange, descending = false) =>
    folderItems(state, { arrange, descending }).map(({ label }) => label);

  it.each<[string, Arrange, boolean, string[]]>([
    ['name, numbers as numbers', 'name', false, ['box 9', 'Box 10', 'Demo ISP', 'Office']],
    ['name, the other way round', 'name', true, ['Office', 'Demo ISP', 'Box 10', 'box 9']],
    ['number, those without last', 'number', false, ['Demo ISP', 'box 9', 'Office', 'Box 10']],
    [
      'number, the other way round: those without last still',
      'number',
      true,
      ['Office', 'box 9', 'Demo ISP', 'Box 10'],
    ],
    ['device, then name', 'device', false, ['Box 10', 'box 9', 'Demo ISP', 'Office']],
    ['status, what is up first', 'status', false, ['Demo ISP', 'box 9', 'Box 10', 'Office']],
  ])('is arranged by %s, after Make New Connection', (_what, arrange, descending, order) => {
    expect(names(arrange, descending)).toEqual(['Make New Connection', ...order]);
  });

  it.each<[Arrange, boolean, Arrange, boolean]>([
    ['name', false, 'name', true],
    ['name', true, 'name', false],
    ['name', true, 'status', false],
    ['device', false, 'number', false],
  ])(
    'arranged by %s (descending: %s) is arranged by %s (descending: %s) after a click on its heading',
    (arrange, descending, column, after) => {
      expect(sortedBy({ arrange, descending }, column)).toEqual({ arrange: column, descending: after });
    },
  );

  it('holds Make New Connection alone when there is nothing to dial', () => {
    const items = folderItems({ ...state, phonebook: phonebook() }, byName);
    expect(items.map(({ key }) => key)).toEqual([newConnection]);
  });

  it('shows what is connected with another icon and a word', () => {
    const items = folderItems(
      { ...state, connections: [connection('Demo ISP', 'connected'), connection('Office', 'authenticate')] },
      byName,
    );
    const icons = Object.fromEntries(items.map(({ label, icon, note }) => [label, [icon, note]]));
    expect(icons).toMatchObject({
      'Demo ISP': ['connection-modem-connected', 'Connected'],
      Office: ['connection-tunnel', 'Verifying...'],
      'Box 10': ['connection-modem', undefined],
    });
  });

  it('says in its status bar how many there are, and what of the one selected', () => {
    const items = folderItems(state, byName);
    expect(statusFields(items, undefined)).toEqual(['5 objects', '']);
    expect(statusFields(items.slice(0, 1), undefined)).toEqual(['1 object', '']);
    expect(statusFields(items, newConnection)).toEqual(['1 object selected', '']);
    expect(statusFields(items, 'Demo ISP')).toEqual(['1 object selected', 'Demo ISP: Connected']);
    expect(statusFields(items, 'Office')).toEqual(['1 object selected', 'Office: Not connected']);
    expect(statusFields(items, 'gone')).toEqual(['5 objects', '']);
  });
});

it.each<[Device, string]>([
  [modem, 'Modem on usb-Modem'],
  [{ kind: 'tcp-modem', host: '127.0.0.1', port: 2323 }, 'Modem at 127.0.0.1:2323'],
  [{ kind: 'null-modem', port: '/dev/ttyS1' }, 'Direct cable'],
  [{ kind: 'pptp' }, 'VPN Adapter'],
])('%o is called "%s"', (device, words) => {
  expect(deviceWords(device)).toBe(words);
});

describe('a name', () => {
  const { entries } = phonebook(isp, office);

  it('will do when nobody has it', () => {
    expect(nameProblem(entries, 'Home')).toBeUndefined();
  });

  it.each(['', 'Office'])('of "%s" will not do, and the problem is told', (name) => {
    expect(nameProblem(entries, name)).toMatch(/\.$/);
  });
});

it('an entry’s dependents are those that dial it first', () => {
  const { entries } = phonebook(isp, office, { ...office, name: 'Branch' });
  expect(dependents(entries, 'Demo ISP')).toEqual(['Office', 'Branch']);
  expect(dependents(entries, 'Office')).toEqual([]);
});
