import { describe, expect, it } from 'vitest';
import { dialledDigits } from './dialled-digits.ts';

const heard = (dialled: string, pulse = false): string =>
  dialledDigits(dialled, pulse)
    .flatMap((segment) => {
      if (segment.kind === 'tone') return [segment.frequencies.join('+')];
      if (segment.kind === 'pulses') return [`${segment.count} pulses`];
      if (segment.kind === 'silence') return segment.seconds >= 1 ? [`${segment.seconds} s`] : [];
      return [segment.kind];
    })
    .join(', ');

describe('a number as it is heard', () => {
  it.each([
    ['the keys of a telephone', '159D', '697+1209, 770+1336, 852+1477, 941+1633'],
    ['star, nought and hash', '*0#', '941+1209, 941+1336, 941+1477'],
    ['a pause for a comma', '9,1', '852+1477, 2 s, 697+1209'],
    ['a second dial tone', '0w1', '941+1336, 350+440, 697+1209'],
    ['punctuation not at all', '(5) 5-5', '770+1336, 770+1336, 770+1336'],
    ['pulses from a P on', '1P20', '697+1209, 2 pulses, 10 pulses'],
    ['a hook flash', '!', 'click, click'],
  ])('has %s', (_, dialled, expected) => {
    expect(heard(dialled)).toBe(expected);
  });

  it('goes back from pulses to keys with a T', () => {
    expect(heard('12t3', true)).toBe('1 pulses, 2 pulses, 697+1477');
  });

  it('keeps star and hash as keys where pulses have none', () => {
    expect(heard('*70', true)).toBe('941+1209, 7 pulses, 10 pulses');
  });
});
