import { expect, it } from 'vitest';
import { parsePlayOptions } from './options.ts';

it('plays without any switch', () => {
  expect(parsePlayOptions([])).toEqual({ port: 5100, modems: 2, condition: {}, trunks: {} });
});

it('takes every switch', () => {
  const words = [
    '--port=0',
    '--modems=1',
    '--speed=33600',
    '--noise=0.01',
    '--seed=7',
    '--trunk=555-0150=/dev/pts/9',
  ];
  expect(parsePlayOptions(words)).toEqual({
    port: 0,
    modems: 1,
    condition: { speed: 33600, noise: { rate: 0.01, seed: 7 } },
    trunks: { '555-0150': '/dev/pts/9' },
  });
});

it.each([
  '--port=x',
  '--port=70000',
  '--port=-1',
  '--modems=1.5',
  '--noise=2',
  '--trunk=/dev/pts/9',
  '--trunk=1=pts',
  '--toString=1',
  'help',
])('refuses %s, naming it', (word) => {
  expect(parsePlayOptions([word])).toEqual({ malformed: expect.stringContaining(word) });
});
