import { describe, expect, it } from 'vitest';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';

describe('a label', () => {
  it.each<[string, string | undefined, { text: string; letter: string; key: string | undefined }]>([
    ['&User name:', undefined, { text: 'User name:', letter: 'U', key: 'u' }],
    ['Rena&me', undefined, { text: 'Rename', letter: 'm', key: 'm' }],
    ['Cancel', undefined, { text: 'Cancel', letter: '', key: undefined }],
    ['Cancel', 'c', { text: 'Cancel', letter: 'C', key: 'c' }],
    ['Cancel', 'x', { text: 'Cancel', letter: '', key: 'x' }],
    ['&Save', 'e', { text: 'Save', letter: 'S', key: 's' }],
    ['Bed && &Breakfast', undefined, { text: 'Bed & Breakfast', letter: 'B', key: 'b' }],
    ['Bed & Breakfast', undefined, { text: 'Bed & Breakfast', letter: '', key: undefined }],
    ['&One &Two', undefined, { text: 'One Two', letter: 'O', key: 'o' }],
    ['R&', undefined, { text: 'R&', letter: '', key: undefined }],
    ['', undefined, { text: '', letter: '', key: undefined }],
  ])('"%s" (asked for: %s) reads and is reached as it says', (label, wanted, expected) => {
    const parsed = parseLabel(label, wanted);
    expect(parsed).toMatchObject(expected);
    expect(parsed.before + parsed.letter + parsed.after).toBe(parsed.text);
  });

  it('tells its key to those who look for it and to those who read it out', () => {
    expect(accessKeyProps('u')).toEqual({ 'data-accesskey': 'u', 'aria-keyshortcuts': 'Alt+U' });
    expect(accessKeyProps(undefined)).toEqual({});
  });
});
