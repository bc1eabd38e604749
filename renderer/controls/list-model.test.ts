import { describe, expect, it } from 'vitest';
import { listMove, typeAhead } from './list-model.ts';
import type { Grid } from './list-model.ts';

/** Three beside each other, seven in all: 0 1 2 / 3 4 5 / 6. */
const icons: Grid = { mode: 'icons', count: 7, perLine: 3, page: 2 };
/** Three below each other, seven in all: 0 3 6 / 1 4 / 2 5. */
const list: Grid = { mode: 'list', count: 7, perLine: 3, page: 2 };
const details: Grid = { mode: 'details', count: 7, perLine: 3, page: 4 };

describe('a key in a list leads', () => {
  it.each<[string, Grid, number, string, number]>([
    ['right to the next icon', icons, 0, 'ArrowRight', 1],
    ['right over the end of a line', icons, 2, 'ArrowRight', 3],
    ['right no further than the last', icons, 6, 'ArrowRight', 6],
    ['left over the beginning of a line', icons, 3, 'ArrowLeft', 2],
    ['left no further than the first', icons, 0, 'ArrowLeft', 0],
    ['down to the icon beneath', icons, 1, 'ArrowDown', 4],
    ['down to the end of a short last line', icons, 5, 'ArrowDown', 6],
    ['down no further than the last line', icons, 6, 'ArrowDown', 6],
    ['up to the icon above', icons, 4, 'ArrowUp', 1],
    ['up no further than the first line', icons, 1, 'ArrowUp', 1],
    ['to the first', icons, 4, 'Home', 0],
    ['to the last', icons, 0, 'End', 6],
    ['a page down in the same column', icons, 1, 'PageDown', 4],
    ['a page down to the last where there is no more', icons, 4, 'PageDown', 6],
    ['a page up to the top of the same column', icons, 1, 'PageUp', 1],

    ['down to the next of a list', list, 0, 'ArrowDown', 1],
    ['down into the next column', list, 2, 'ArrowDown', 3],
    ['right to the next column', list, 1, 'ArrowRight', 4],
    ['right to the end of a short last column', list, 4, 'ArrowRight', 6],
    ['left to the column before', list, 4, 'ArrowLeft', 1],
    ['left no further than the first column', list, 2, 'ArrowLeft', 2],

    ['down by one row', details, 0, 'ArrowDown', 1],
    ['up by one row', details, 3, 'ArrowUp', 2],
    ['a page of rows down, one of them seen before', details, 0, 'PageDown', 3],
    ['a page of rows up', details, 5, 'PageUp', 2],
    ['a page up to the first row', details, 1, 'PageUp', 0],

    ['to the first where nothing is selected', icons, -1, 'ArrowDown', 0],
    ['to the last where nothing is selected, with End', icons, -1, 'End', 6],
  ])('%s', (_what, grid, from, key, target) => {
    expect(listMove(grid, from, key)).toBe(target);
  });

  it.each<[string, Grid, string]>([
    ['a letter', icons, 'a'],
    ['Enter', icons, 'Enter'],
    ['left in details, which has no columns of things', details, 'ArrowLeft'],
    ['right in details', details, 'ArrowRight'],
    ['any key, of an empty list', { ...icons, count: 0 }, 'ArrowDown'],
    ['Home, of an empty list', { ...icons, count: 0 }, 'Home'],
  ])('nowhere: %s', (_what, grid, key) => {
    expect(listMove(grid, 0, key)).toBeUndefined();
  });

  it('always to something that is there, whatever was measured', () => {
    const keys = [
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'Home',
      'End',
      'PageUp',
      'PageDown',
    ] as const;
    for (const mode of ['icons', 'list', 'details'] as const)
      for (const perLine of [0, 1, 2, 5])
        for (const page of [0, 1, 3])
          for (let count = 1; count <= 6; count += 1)
            for (let from = -1; from < count; from += 1)
              for (const key of keys) {
                const target = listMove({ mode, count, perLine, page }, from, key) ?? 0;
                expect(target).toBeGreaterThanOrEqual(0);
                expect(target).toBeLessThan(count);
              }
  });
});

describe('typing in a list leads', () => {
  const labels = ['Make New Connection', 'Demo ISP', 'Depot', 'Office', 'Office 2'];

  it.each<[string, number, string, number | undefined]>([
    ['to the first that begins so', -1, 'o', 3],
    ['to the next that begins so', 3, 'o', 4],
    ['round the end', 4, 'o', 3],
    ['on with the same letter again', 1, 'dd', 2],
    ['by more letters, staying where they fit', 1, 'de', 1],
    ['by more letters, on to where they fit', 1, 'dep', 2],
    ['whatever the case', -1, 'DEMO', 1],
    ['by words with spaces', 3, 'office 2', 4],
    ['back to itself when it is the only one', 0, 'm', 0],
    ['nowhere when none begins so', 0, 'x', undefined],
    ['nowhere by a word within', 0, 'isp', undefined],
  ])('%s', (_what, from, typed, target) => {
    expect(typeAhead(labels, from, typed)).toBe(target);
  });

  it('nowhere in an empty list', () => {
    expect(typeAhead([], -1, 'a')).toBeUndefined();
  });
});
