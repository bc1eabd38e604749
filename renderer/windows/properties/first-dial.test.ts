import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../contract/phonebook.ts';
import { firstDialChoices } from './first-dial.ts';

const tunnel = (name: string, dialFirst?: string): Entry => ({
  name,
  device: { kind: 'pptp' },
  host: '192.0.2.1',
  ...(dialFirst === undefined ? {} : { dialFirst }),
});
const book = [tunnel('A'), tunnel('B', 'A'), tunnel('C', 'B')];
const offered = (name: string, chosen?: string) =>
  firstDialChoices(book, name, chosen).map(({ value, disabled }) =>
    disabled === true ? `(${value})` : value,
  );

describe('the connections that may be dialled first', () => {
  it('are all the others of the phonebook', () => {
    expect(offered('C')).toEqual(['', 'A', 'B']);
    expect(offered('new')).toEqual(['', 'A', 'B', 'C']);
  });

  it('are listed but not offered if they need this one', () => {
    expect(offered('A')).toEqual(['', '(B)', '(C)']);
    expect(offered('B')).toEqual(['', 'A', '(C)']);
  });

  it('still list the one that is chosen when it is gone', () => {
    expect(offered('A', 'Lost')).toEqual(['', 'Lost', '(B)', '(C)']);
  });

  it('do not make a circle elsewhere endless', () => {
    const circle = [tunnel('A', 'B'), tunnel('B', 'A'), tunnel('C')];
    expect(firstDialChoices(circle, 'C', undefined).map(({ value }) => value)).toEqual(['', 'A', 'B']);
  });
});
