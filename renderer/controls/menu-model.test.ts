import { describe, expect, it } from 'vitest';
import { isSubMenu, menuMove, step } from './menu-model.ts';
import type { MenuItem } from './menu-model.ts';

const command = (label: string, more: { disabled?: boolean } = {}): MenuItem => ({
  label,
  ...more,
  onSelect: () => undefined,
});

const items: readonly MenuItem[] = [
  command('C&onnect'),
  command('&Status', { disabled: true }),
  'separator',
  command('Delete'),
  command('Details'),
  { label: '&View', items: [command('&List')] },
];

describe('a key in an open menu leads', () => {
  it.each<[string, number, string, number]>([
    ['down to the first where nothing is lit', -1, 'ArrowDown', 0],
    ['up to the last where nothing is lit', -1, 'ArrowUp', 5],
    ['down to what is disabled, too, so that its reason can be read', 0, 'ArrowDown', 1],
    ['down over a separator', 1, 'ArrowDown', 3],
    ['up over a separator', 3, 'ArrowUp', 1],
    ['down from the last to the first', 5, 'ArrowDown', 0],
    ['up from the first to the last', 0, 'ArrowUp', 5],
    ['to the first', 4, 'Home', 0],
    ['to the last', 0, 'End', 5],
  ])('%s', (_what, from, key, index) => {
    expect(menuMove(items, from, key)).toEqual({ index, choose: false });
  });

  it.each<[string, number, string, number, boolean]>([
    ['by its underlined letter, and chooses', -1, 'o', 0, true],
    ['by its underlined letter in upper case, and chooses', -1, 'V', 5, true],
    ['by a first letter that several share, and only lights', -1, 'd', 3, false],
    ['by a first letter that several share, to the next', 3, 'd', 4, false],
    ['by a first letter that several share, round to the first', 4, 'd', 3, false],
  ])('%s', (_what, from, key, index, choose) => {
    expect(menuMove(items, from, key)).toEqual({ index, choose });
  });

  it.each(['x', ' ', 'Enter', 'Escape', 'F2'])('nowhere with "%s"', (key) => {
    expect(menuMove(items, 0, key)).toBeUndefined();
  });

  it('nowhere by a first letter that is another’s underlined one', () => {
    // "Status" and "Scan": s is the underlined letter of the first alone.
    const menu = [command('&Status'), command('S&can')];
    expect(menuMove(menu, -1, 's')).toEqual({ index: 0, choose: true });
  });
});

describe('a menu', () => {
  it('of separators alone has nothing to go to', () => {
    expect(step(['separator', 'separator'], -1, 1)).toBe(-1);
    expect(step([], -1, 1)).toBe(-1);
  });

  it('knows which of its items open another', () => {
    expect(items.map(isSubMenu)).toEqual([false, false, false, false, false, true]);
    expect(isSubMenu(undefined)).toBe(false);
  });
});
