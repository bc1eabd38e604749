import { describe, expect, it } from 'vitest';
import { unhex } from '../../../protocol/bytes.ts';
import { dissect } from '../../dissect/index.ts';
import { fieldRows, rowOfByte, treeMove } from './field-rows.ts';
import { bytesLeftOut, dumpRows } from './hex-dump.ts';

const root = dissect(0xc021, unhex('0101 000e 0104 05dc 0506 5d1c0a2b'));
const open: ReadonlySet<string> = new Set();
const rows = fieldRows(root, open);
const data = '0.3';

describe('the tree of fields', () => {
  it('shows what is open', () => {
    expect(rows.map(({ path }) => path)).toEqual([
      ...['0', '0.0', '0.1', '0.2', '0.3', '0.3.0', '0.3.0.0', '0.3.0.1', '0.3.0.2'],
      ...['0.3.1', '0.3.1.0', '0.3.1.1', '0.3.1.2'],
    ]);
    expect(fieldRows(root, new Set([data])).map(({ path }) => path)).toEqual([
      '0',
      '0.0',
      '0.1',
      '0.2',
      data,
    ]);
    expect(rows[5]).toMatchObject({ level: 3, position: 1, siblings: 2 });
  });

  it('knows whose byte it is', () => {
    expect(rowOfByte(rows, 6)?.field.label).toBe('Bytes');
    expect(rowOfByte(fieldRows(root, new Set([data])), 6)?.path).toBe(data);
    expect(rowOfByte(rows, 14)).toBeUndefined();
  });

  it.each([
    ['0', 'ArrowDown', { path: '0.0' }],
    ['0', 'ArrowUp', { path: '0' }],
    ['0.0', 'End', { path: '0.3.1.2' }],
    ['0.3.1.2', 'Home', { path: '0' }],
    ['0.3', 'ArrowLeft', { path: '0.3', toggle: true }],
    ['0.3', 'ArrowRight', { path: '0.3.0' }],
    ['0.3.0.1', 'ArrowLeft', { path: '0.3.0' }],
    ['0.3.0.1', 'ArrowRight', { path: '0.3.0.1', toggle: false }],
    ['gone', 'ArrowDown', { path: '0.0' }],
  ])('from %s %s', (path, key, move) => {
    expect(treeMove(rows, open, path, key)).toEqual(move);
  });

  it('opens a closed branch', () => {
    const closed = new Set([data]);
    expect(treeMove(fieldRows(root, closed), closed, data, 'ArrowRight')).toEqual({
      path: data,
      toggle: true,
    });
    expect(treeMove(fieldRows(root, closed), closed, data, 'a')).toBeUndefined();
  });
});

describe('the dump', () => {
  it('has sixteen bytes a row', () => {
    const dump = dumpRows(unhex('00414243'.repeat(5)));
    expect(dump.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
      ['0000', 16],
      ['0010', 4],
    ]);
    expect(dump[1]?.bytes.map(({ character }) => character).join('')).toBe('.ABC');
    expect(dump[1]?.bytes[1]).toEqual({ offset: 17, hex: '41', character: 'A' });
  });

  it('of a monster ends, and says how much is missing', () => {
    const bytes = new Uint8Array(5000);
    expect(dumpRows(bytes)).toHaveLength(256);
    expect(bytesLeftOut(bytes)).toBe(904);
  });
});
