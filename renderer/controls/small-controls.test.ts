import { describe, expect, it } from 'vitest';
import { disabling } from './disabling.ts';
import { isWhole, wholePixels } from './pixels.ts';
import { spinValue } from './SpinField.tsx';
import { tabMove, turningArrow } from './Tabs.tsx';
import { neededSize } from './window-context.ts';

describe('a key in a row of tabs', () => {
  it.each<[string, number, number | undefined]>([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 5, 0],
    ['ArrowDown', 1, 2],
    ['ArrowLeft', 0, 5],
    ['ArrowUp', 3, 2],
    ['Home', 4, 0],
    ['End', 1, 5],
    ['Enter', 1, undefined],
    ['a', 1, undefined],
  ])('%s on page %i of six leads to %s', (key, index, target) => {
    expect(tabMove(key, index, 6)).toBe(target);
  });
});

describe('a key that turns the pages from anywhere in a sheet', () => {
  const none = { ctrlKey: false, altKey: false, shiftKey: false };
  const ctrl = { ...none, ctrlKey: true };
  it.each<[string, Parameters<typeof turningArrow>[0], string | undefined]>([
    ['Ctrl+Tab', { ...ctrl, key: 'Tab' }, 'ArrowRight'],
    ['Ctrl+Shift+Tab', { ...ctrl, key: 'Tab', shiftKey: true }, 'ArrowLeft'],
    ['Ctrl+PageDown', { ...ctrl, key: 'PageDown' }, 'ArrowRight'],
    ['Ctrl+PageUp', { ...ctrl, key: 'PageUp' }, 'ArrowLeft'],
    ['Tab', { ...none, key: 'Tab' }, undefined],
    ['PageDown', { ...none, key: 'PageDown' }, undefined],
    ['Ctrl+Alt+Tab', { ...ctrl, key: 'Tab', altKey: true }, undefined],
    ['Ctrl+A', { ...ctrl, key: 'a' }, undefined],
  ])('%s', (_, pressed, arrow) => {
    expect(turningArrow(pressed)).toBe(arrow);
  });
});

describe('what is typed into a number box', () => {
  it.each<[string, number | undefined]>([
    ['10', 10],
    [' 7 ', 7],
    ['1', 1],
    ['100', 100],
    ['0', undefined],
    ['101', undefined],
    ['', undefined],
    ['-', undefined],
    ['1.5', undefined],
    ['1e2', undefined],
    ['0x10', undefined],
    ['ten', undefined],
    ['99999999999999999999', undefined],
  ])('"%s" from 1 to 100 is %s', (text, value) => {
    expect(spinValue(text, 1, 100)).toBe(value);
  });

  it('may be negative where the range is', () => {
    expect(spinValue('-5', -10, 10)).toBe(-5);
  });
});

describe('the size a window needs', () => {
  const now = { width: 400, height: 300 };

  it.each([
    [
      'a dialog: exactly its own, smaller than now',
      [{ width: 200, height: 100, exact: true }],
      { width: 200, height: 100 },
    ],
    [
      'a dialog with a box over it: the larger of both, each way',
      [
        { width: 200, height: 250, exact: true },
        { width: 300, height: 120, exact: false },
      ],
      { width: 300, height: 250 },
    ],
    ['a document with a box that has room: as it is', [{ width: 300, height: 120, exact: false }], undefined],
    [
      'a document with a box that has none: as much more',
      [{ width: 500, height: 120, exact: false }],
      { width: 500, height: 300 },
    ],
    ['a document: as it is', [], undefined],
  ])('is for %s', (_what, wanted, size) => {
    expect(neededSize(wanted, now)).toEqual(size);
  });
});

describe('a disabled control', () => {
  it('with a reason stays reachable, so that the reason can be read', () => {
    expect(disabling(true, 'No engine.')).toEqual({ 'aria-disabled': true });
  });

  it('without one is passed over', () => {
    expect(disabling(true, undefined)).toEqual({ disabled: true });
  });

  it.each([false, undefined])('is none when it is %s, whatever the tooltip says', (disabled) => {
    expect(disabling(disabled, 'A tooltip.')).toEqual({});
  });
});

describe('the bitmap font', () => {
  it.each([
    [1, true],
    [2, true],
    [3, true],
    [1.0001, true],
    [1.25, false],
    [1.5, false],
    [1.75, false],
    [0.9, false],
  ])('lands on the screen’s pixels at %f: %s', (ratio, whole) => {
    expect(isWhole(ratio)).toBe(whole);
  });
});

describe('a place between two pixels of the screen', () => {
  it.each([
    [16.5, 1, 17],
    [16, 1, 16],
    [16.5, 2, 16.5],
    [16.3, 1.25, 16],
  ])('%f at scale %f is moved to %f', (place, ratio, moved) => {
    expect(wholePixels(place, ratio)).toBeCloseTo(moved);
  });
});
