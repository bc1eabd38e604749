import { expect, test } from 'vitest';
import { digits, median, spread } from './figures.ts';

test('the median of an odd and of an even number of values, in any order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 2, 4, 8])).toBe(6);
});

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow('nothing');
});

test('figures have three significant digits, and never fewer than the whole number', () => {
  expect([0, 0.123, 4.567, 45.67, 456.7, 45678].map(digits)).toEqual([
    '0.00',
    '0.12',
    '4.57',
    '45.7',
    '457',
    '45678',
  ]);
});

test('a spread names the least and the most; one value has none', () => {
  expect(spread([30, 10, 20])).toBe('20.0 (10.0 to 30.0)');
  expect(spread([7])).toBe('7.00');
});
