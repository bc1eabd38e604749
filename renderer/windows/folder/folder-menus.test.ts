import { describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../contract/settings.ts';
import { parseLabel } from '../../controls/access-key.ts';
import type { MenuCommand, MenuItem, SubMenu } from '../../controls/menu-model.ts';
import { keyCommand } from './folder-keys.ts';
import { contextCommands, folderMenus } from './folder-menus.ts';
import type { FolderActions, Situation } from './folder-menus.ts';
import type { EntryStatus } from './folder-model.ts';

const actions = () => ({
  connect: vi.fn(),
  status: vi.fn(),
  disconnect: vi.fn(),
  log: vi.fn(),
  copy: vi.fn(),
  askDelete: vi.fn(),
  rename: vi.fn(),
  properties: vi.fn(),
  close: vi.fn(),
  remember: vi.fn(),
  paste: vi.fn(),
  refresh: vi.fn(),
  makeNew: vi.fn(),
  newestLog: vi.fn(),
  dialing: vi.fn(),
  settings: vi.fn(),
  about: vi.fn(),
  changeFolder: vi.fn<FolderActions['changeFolder']>(),
});

const idle: EntryStatus = { connected: false, active: false, words: '' };
const dialling: EntryStatus = { connected: false, active: true, words: 'Dialing...' };
const up: EntryStatus = { connected: true, active: true, words: 'Connected' };

const situation = (more: Partial<Situation> = {}): Situation => ({
  status: undefined,
  newSelected: false,
  folder: defaultSettings.folder,
  remembered: undefined,
  ...more,
});

const isItem = (item: MenuItem): item is MenuCommand | SubMenu => item !== 'separator';
const words = (items: readonly MenuItem[]) => items.filter(isItem).map(({ label }) => parseLabel(label).text);
const enabled = (items: readonly MenuItem[]) =>
  words(items.filter((item) => isItem(item) && item.disabled !== true));

function command(items: readonly MenuItem[], name: string): MenuCommand {
  for (const item of items) {
    if (item === 'separator') continue;
    if ('items' in item) {
      const below = words(item.items).includes(name) ? command(item.items, name) : undefined;
      if (below !== undefined) return below;
    } else if (parseLabel(item.label).text === name) return item;
  }
  throw new Error(`There is no "${name}".`);
}

describe('the context menu', () => {
  const all = ['Connect', 'Status', 'Disconnect', 'Create Copy', 'Delete', 'Rename', 'Properties'];

  it('of a connection has these commands, in this order', () => {
    for (const status of [idle, dialling, up])
      expect(words(contextCommands(actions(), situation({ status })))).toEqual(all);
  });

  it.each<[string, EntryStatus, string[]]>([
    ['is down', idle, ['Connect', 'Create Copy', 'Delete', 'Rename', 'Properties']],
    ['is being dialled', dialling, ['Connect', 'Disconnect', 'Create Copy', 'Properties']],
    ['is up', up, ['Status', 'Disconnect', 'Create Copy', 'Properties']],
  ])('of a connection that %s lets one choose what makes sense', (_which, status, can) => {
    expect(enabled(contextCommands(actions(), situation({ status })))).toEqual(can);
  });

  it.each<[string, EntryStatus, string]>([
    ['is down', idle, 'Connect'],
    ['is being dialled', dialling, 'Connect'],
    ['is up', up, 'Status'],
  ])('of a connection that %s has in bold what a double-click does: %3$s', (_which, status, name) => {
    const bold = contextCommands(actions(), situation({ status })).filter(
      (item) => isItem(item) && 'default' in item && item.default === true,
    );
    expect(words(bold)).toEqual([name]);
    expect(enabled(bold)).toEqual([name]);
  });

  it('says why a command cannot be chosen', () => {
    for (const status of [idle, dialling, up])
      for (const item of contextCommands(actions(), situation({ status })))
        if (item !== 'separator' && item.disabled === true)
          expect('title' in item && item.title).toMatch(/\.$/);
  });

  it('of Make New Connection makes one', () => {
    const does = actions();
    const items = contextCommands(does, situation({ newSelected: true }));
    expect(words(items)).toEqual(['Make New Connection...']);
    command(items, 'Make New Connection...').onSelect();
    expect(does.makeNew).toHaveBeenCalledOnce();
  });

  it('of the ground is about the folder', () => {
    expect(words(contextCommands(actions(), situation()))).toEqual([
      'Large Icons',
      'List',
      'Details',
      'Arrange Icons',
      'Refresh',
      'Paste',
      'Make New Connection...',
    ]);
  });
});

describe('the menu bar', () => {
  it('has the menus of a folder, and Connections', () => {
    const menus = folderMenus(actions(), situation());
    expect(menus.map(({ label }) => parseLabel(label).text)).toEqual([
      'File',
      'Edit',
      'View',
      'Connections',
      'Help',
    ]);
  });

  it.each([
    ['nothing selected', situation()],
    ['a connection that is up selected', situation({ status: up, remembered: 'Office' })],
  ])('and each of its menus give every command a letter of its own, with %s', (_what, at) => {
    const menus = folderMenus(actions(), at);
    for (const items of [menus, ...menus.map((menu) => menu.items.filter(isItem))]) {
      const keys = items.map(({ label }) => parseLabel(label).key);
      expect(keys).not.toContain(undefined);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('connects nothing that is connected already', () => {
    const items = folderMenus(actions(), situation({ status: up })).flatMap((menu) => menu.items);
    expect(command(items, 'Connect...')).toMatchObject({ default: false, disabled: true });
    expect(command(items, 'Connect').disabled).toBe(true);
  });

  it('leads to everything that can be done', () => {
    const does = actions();
    const menus = folderMenus(does, situation({ status: idle, remembered: 'Office' }));
    const items = menus.flatMap((menu) => menu.items);
    const chosen: readonly (readonly [string, keyof typeof does])[] = [
      ['Connect', 'connect'],
      ['Status', 'status'],
      ['Disconnect', 'disconnect'],
      ['Create Copy', 'copy'],
      ['Delete', 'askDelete'],
      ['Rename', 'rename'],
      ['Properties', 'properties'],
      ['Log...', 'log'],
      ['Close', 'close'],
      ['Copy', 'remember'],
      ['Paste', 'paste'],
      ['Refresh', 'refresh'],
      ['Make New Connection...', 'makeNew'],
      ['Connection Log...', 'newestLog'],
      ['Dialing Properties...', 'dialing'],
      ['Settings...', 'settings'],
      ['About Dial-Up Networking', 'about'],
    ];
    for (const [name, action] of chosen) {
      command(items, name).onSelect();
      expect(does[action], name).toHaveBeenCalledOnce();
    }
  });

  it('shows how the folder looks, and changes it', () => {
    const does = actions();
    const folder = { view: 'list', arrange: 'device', descending: true, statusBar: false } as const;
    const items = folderMenus(does, situation({ folder })).flatMap((menu) => menu.items);
    expect(command(items, 'List').checked).toBe(true);
    expect(command(items, 'Details').checked).toBe(false);
    expect(command(items, 'by Device Name').checked).toBe(true);
    expect(command(items, 'Status Bar').checked).toBe(false);
    command(items, 'Details').onSelect();
    command(items, 'by Status').onSelect();
    command(items, 'Status Bar').onSelect();
    expect(does.changeFolder.mock.calls).toEqual([
      [{ view: 'details' }],
      [{ arrange: 'status', descending: false }],
      [{ statusBar: true }],
    ]);
  });
});

describe('a key of the folder', () => {
  const none = { altKey: false, ctrlKey: false, shiftKey: false, metaKey: false };

  it.each([
    ['F2', {}, 'rename'],
    ['F5', {}, 'refresh'],
    ['Delete', {}, 'askDelete'],
    ['Enter', { altKey: true }, 'properties'],
    ['c', { ctrlKey: true }, 'remember'],
    ['V', { ctrlKey: true }, 'paste'],
    ['Enter', {}, undefined],
    ['Enter', { altKey: true, ctrlKey: true }, undefined],
    ['Delete', { shiftKey: true }, undefined],
    ['F2', { altKey: true }, undefined],
    ['F2', { ctrlKey: true }, undefined],
    ['c', {}, undefined],
    ['v', { ctrlKey: true, shiftKey: true }, undefined],
    ['c', { metaKey: true }, undefined],
  ] as const)('%s with %o does %s', (key, held, does) => {
    expect(keyCommand({ ...none, ...held, key })).toBe(does);
  });
});
