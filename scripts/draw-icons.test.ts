/** The committed pictures are those their drawings give, and there are no others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPng } from '../chromium-host/tray/png.ts';
import { draw, pictures, traySizes } from './draw-icons.ts';
import { checkout } from './paths.ts';

const read = (file: string) => readFileSync(join(checkout, file));
/** The drawings the pages import, by what they write: only a bundler can load them. */
const imported = [
  ...read('renderer/controls/icons.ts')
    .toString('utf8')
    .matchAll(/assets\/icons\/[\w-]+\.svg/g),
];
const list = (folder: string) => readdirSync(join(checkout, folder)).map((name) => `${folder}/${name}`);

describe.each(pictures.map((picture) => [picture.file, picture] as const))('%s', (file, picture) => {
  it('is what its drawing gives now (node scripts/draw-icons.ts draws it again)', () => {
    expect(draw(picture).equals(read(file))).toBe(true);
  });

  it('is a square the tray can read', () => {
    const { width, height } = readPng(read(file));
    expect([width, height]).toEqual([picture.width, picture.width]);
  });
});

it.each(traySizes)('no two states look the same at %d pixels', (width) => {
  const seen = pictures
    .filter((picture) => picture.state !== undefined && picture.width === width)
    .map(({ file }) => readPng(read(file)).argb.toString('base64'));
  expect(seen.length).toBe(6);
  expect(new Set(seen).size).toBe(seen.length);
});

it('the folders hold the drawings, the pictures made from them, and nothing else', () => {
  const drawings = [...imported.map(([file]) => file), ...pictures.map(({ drawing }) => drawing)];
  const known = new Set([...drawings, ...pictures.map(({ file }) => file)]);
  expect([...list('assets/icons'), ...list('assets/tray')].toSorted()).toEqual([...known].toSorted());
});

it.each(list('assets/icons').filter((file) => file.endsWith('.svg')))(
  '%s is a small drawing of our own',
  (file) => {
    const svg = read(file).toString('utf8');
    expect(svg.length).toBeLessThan(4096);
    expect(svg).toContain('viewBox="0 0 32 32"');
    expect(svg).not.toMatch(/<(image|style|script|text|use|foreignObject)|href|data:/);
  },
);
