import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPhonebook } from './phonebook.ts';
import { SealedPasswords } from './sealed-passwords.ts';
import { readLocations, readSettings } from './settings.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'file-')), 'it.json');
});
afterEach(() => {
  rmSync(join(path, '..'), { recursive: true, force: true });
});

const readers: [string, (path: string) => Promise<unknown>][] = [
  ['phonebook', (path) => readPhonebook(path, { mustExist: false })],
  ['settings', (path) => readSettings(path)],
  ['locations', (path) => readLocations(path)],
];

describe.each(readers)('the %s', (_what, read) => {
  it('that is a pipe is refused at once', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    await expect(read(path)).rejects.toMatchObject({ error: { number: 621 } });
  });

  it('that never ends is not read', async () => {
    await expect(read('/dev/zero')).rejects.toMatchObject({ error: { number: 621 } });
  });

  it('that is larger than memory is not read', async () => {
    writeFileSync(path, '{');
    truncateSync(path, 2 ** 40);
    await expect(read(path)).rejects.toMatchObject({ error: { number: 622 } });
  });

  it('that is a folder is told as one', async () => {
    await expect(read(join(path, '..'))).rejects.toMatchObject({ error: { number: 621 } });
  });
});

it('sealed passwords in a pipe are none, and that is told', async () => {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  const none = () => Promise.reject(new Error('nobody asks'));
  const store = new SealedPasswords(path, { seal: none, open: none });
  const key = { kind: 'password', name: 'Office' } as const;
  expect(await store.holds(key)).toBe(false);
  expect((await store.load(key)).reason).toContain('is not a file');
});
