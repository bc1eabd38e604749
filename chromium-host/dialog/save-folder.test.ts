import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, list, startOf } from './save-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-folder-test-'));
  mkdirSync(join(folder, 'logs'));
  mkdirSync(join(folder, 'Archive'));
  for (const name of ['call 10.txt', 'call 9.txt', '.hidden']) writeFileSync(join(folder, name), 'x');
  symlinkSync('logs', join(folder, 'newest'));
  symlinkSync('nowhere', join(folder, 'broken'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder', () => {
  it('shows folders first, then files, as people count; nothing hidden', () => {
    expect(list(folder)).toEqual({
      folder,
      above: tmpdir(),
      items: [
        { name: 'Archive', folder: true },
        { name: 'logs', folder: true },
        { name: 'newest', folder: true },
        { name: 'broken', folder: false },
        { name: 'call 9.txt', folder: false },
        { name: 'call 10.txt', folder: false },
      ],
    });
  });

  it('says why it shows nothing', () => {
    expect(list(join(folder, 'gone'))).toMatchObject({ items: [], problem: 'This folder does not exist.' });
  });

  it('has nothing above it at the top', () => {
    expect(list('/').above).toBeUndefined();
  });
});

describe('a name', () => {
  const judged = (name: string, extension?: string) => judge(folder, name, extension);

  it('gets the chosen type when it has none', () => {
    expect(judged('today', 'txt')).toEqual({ kind: 'save', path: join(folder, 'today.txt') });
    expect(judged('today.log', 'txt')).toEqual({ kind: 'save', path: join(folder, 'today.log') });
    expect(judged(' today ')).toEqual({ kind: 'save', path: join(folder, 'today') });
  });

  it('of a file that is there has to be asked about, also when the type makes it so', () => {
    const there = { kind: 'exists', path: join(folder, 'call 9.txt'), name: 'call 9.txt' };
    expect(judged('call 9.txt')).toEqual(there);
    expect(judged('call 9', 'txt')).toEqual(there);
  });

  it('of a folder leads into it', () => {
    expect(judged('logs')).toEqual({ kind: 'folder', folder: join(folder, 'logs') });
    expect(judged('..')).toEqual({ kind: 'folder', folder: tmpdir() });
    expect(judged('~')).toEqual({ kind: 'folder', folder: homedir() });
  });

  it.each([
    ['', 'Type a name for the file.'],
    ['   ', 'Type a name for the file.'],
    ['a\0b', 'A file name cannot contain this character.'],
    ['gone/today.txt', 'does not exist.'],
    ['gone/', 'does not exist.'],
  ])('%j will not do', (name, text) => {
    expect(judged(name)).toEqual({ kind: 'problem', text: expect.stringContaining(text) as string });
  });

  it('in a folder that is closed will not do', () => {
    chmodSync(join(folder, 'logs'), 0o500);
    const script = `import { judge } from ${JSON.stringify(join(import.meta.dirname, 'save-folder.ts'))};
      console.log(JSON.stringify(judge(${JSON.stringify(folder)}, 'logs/new.txt', undefined)));`;
    // Root may write everywhere; the same user without root's power over modes may not.
    const asUser = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--'] : ['env'];
    const [program, ...words] = [...asUser, process.execPath, '--input-type=module', '--eval', script];
    const { stdout } = spawnSync(program, words, { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual({
      kind: 'problem',
      text: 'You have no permission to use this folder.',
    });
  });
});

describe('the start', () => {
  it('is the proposed place, or home where there is none', () => {
    expect(startOf(join(folder, 'new.txt'))).toEqual({ folder, name: 'new.txt' });
    expect(startOf(folder)).toEqual({ folder, name: '' });
    expect(startOf(join(folder, 'gone/new.txt'))).toEqual({ folder: homedir(), name: 'new.txt' });
    expect(startOf('new.txt')).toEqual({ folder: homedir(), name: 'new.txt' });
    expect(startOf(undefined)).toEqual({ folder: homedir(), name: '' });
  });
});
