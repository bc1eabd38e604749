import { expect, it, test } from 'vitest';
import { initFrom, initText } from './init-lines.ts';

test.each([
  ['', undefined],
  ['  \n ', undefined],
  ['AT&F', 'AT&F'],
  [' ATZ \n\nATX3', ['ATZ', 'ATX3']],
])('the text %j means %j', (text, init) => {
  expect(initFrom(text, 'ATQ0')).toEqual(init);
});

it('keeps the form the entry has when the text is the same', () => {
  const one = ['ATZ'];
  expect(initFrom(initText(one), one)).toBe(one);
  expect(initFrom('', undefined)).toBeUndefined();
  expect(initText(['ATZ', 'ATX3'])).toBe('ATZ\nATX3');
});
