import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPng } from './png.ts';

const chunk = (type: string, body: Buffer): Buffer => {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  return out;
};

/** A PNG of 3 by 3 pixels with every line filtered like this; nobody here looks at the check sums. */
function png(
  pixels: readonly number[][],
  filter: number,
  { depth = 8, colour = 6, interlace = 0 } = {},
): Buffer {
  const channels = colour === 6 ? 4 : 3;
  const at = (y: number, x: number): number => (y < 0 || x < 0 ? 0 : (pixels[y]?.[x] ?? 0));
  const lines = pixels.map((line, y) => {
    const guessed = line.map((value, x) => {
      const [left, up, corner] = [at(y, x - channels), at(y - 1, x), at(y - 1, x - channels)];
      const estimate = left + up - corner;
      const nearest = [left, up, corner].toSorted(
        (a, b) => Math.abs(estimate - a) - Math.abs(estimate - b),
      )[0]!;
      return value - [0, left, up, (left + up) >> 1, nearest][filter]!;
    });
    return Buffer.from([filter, ...guessed]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels[0]!.length / channels, 0);
  header.writeUInt32BE(pixels.length, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const rgba = [
  [10, 20, 30, 255, 11, 25, 35, 128, 200, 0, 7, 0],
  [250, 240, 230, 255, 1, 2, 3, 4, 99, 98, 97, 96],
  [0, 0, 0, 0, 255, 255, 255, 255, 12, 34, 56, 78],
];
const argb = Buffer.from(
  rgba.flatMap((line) => [0, 4, 8].flatMap((x) => [line[x + 3]!, line[x]!, line[x + 1]!, line[x + 2]!])),
);

describe('a PNG', () => {
  it.each([0, 1, 2, 3, 4])('is read with filter %i', (filter) => {
    expect(readPng(png(rgba, filter))).toEqual({ width: 3, height: 3, argb });
  });

  it('without alpha is opaque', () => {
    const { argb } = readPng(png([[1, 2, 3, 4, 5, 6]], 1, { colour: 2 }));
    expect([...argb]).toEqual([255, 1, 2, 3, 255, 4, 5, 6]);
  });

  it.each([
    ['is something else', Buffer.from('GIF89a')],
    ['has sixteen bits', png(rgba, 0, { depth: 16 })],
    ['is interlaced', png(rgba, 0, { interlace: 1 })],
    ['has a palette', png(rgba, 0, { colour: 3 })],
    ['has an unknown filter', png([[1, 2, 3, 4]], 0).fill(0)],
    ['ends early', png(rgba, 0).subarray(0, 60)],
  ])('is refused when it %s', (_what, file) => {
    expect(() => readPng(file)).toThrow();
  });
});
