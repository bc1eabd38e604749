import { describe, expect, it } from 'vitest';
import { terminalKey } from './keys.ts';

const plain = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

describe('the keys of the terminal window', () => {
  it.each([
    [{ key: 'F7' }, 'continue'],
    [{ key: 'F3' }, 'cancel'],
    [{ key: 'F6' }, 'leave'],
    [{ key: 'C', ctrlKey: true, shiftKey: true }, 'copy'],
    [{ key: 'v', ctrlKey: true, shiftKey: true }, 'paste'],
    [{ key: 'F10', shiftKey: true }, 'menu'],
    [{ key: 'ContextMenu' }, 'menu'],
  ])('%j', (pressed, meaning) => {
    expect(terminalKey({ ...plain, ...pressed })).toBe(meaning);
  });

  it.each([
    [{ key: 'c', ctrlKey: true }],
    [{ key: 'v', ctrlKey: true }],
    [{ key: 'Escape' }],
    [{ key: 'Tab' }],
    [{ key: 'F10' }],
    [{ key: 'F7', shiftKey: true }],
    [{ key: 'F3', altKey: true }],
    [{ key: 'x', ctrlKey: true, shiftKey: true }],
  ])('leave %j to the line', (pressed) => {
    expect(terminalKey({ ...plain, ...pressed })).toBeUndefined();
  });
});
