import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { giveFolder } from './own-folder.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function given(settings: string): { set: string[][]; told: string[] } {
  const set: string[][] = [];
  const told: string[] = [];
  giveFolder({ setPath: (...words) => void set.push(words) }, settings, (what) => void told.push(what));
  return { set, told };
}

it('the browser has a folder beside the settings, for the user alone', () => {
  const { set, told } = given(join(home, '.config/ours/settings.json'));
  const folder = join(home, '.config/ours/shell');
  expect({ set, told }).toEqual({ set: [['userData', folder]], told: [] });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('where nothing can be kept, that is told in a sentence, and the program goes on', () => {
  writeFileSync(join(home, '.config'), '');
  const { set, told } = given(join(home, '.config/ours/settings.json'));
  expect(set).toEqual([]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^nothing can be kept: ENOTDIR.*shell'$/);
});
