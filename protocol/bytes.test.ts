import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiBytes,
  concat,
  equal,
  equalSecret,
  hex,
  printable,
  putU16,
  putU32,
  u16,
  u16Bytes,
  u32,
  u32Bytes,
  u8,
  unhex,
} from './bytes.ts';

describe('bytes', () => {
  it('reads big-endian, unsigned', () => {
    const bytes = unhex('ff 80 00 00 01');
    expect(u8(bytes, 0)).toBe(255);
    expect(u16(bytes, 0)).toBe(0xff80);
    expect(u32(bytes, 0)).toBe(0xff800000);
    expect(u32(bytes, 1)).toBe(0x80000001);
  });

  it('refuses to read or write past the end', () => {
    expect(() => u8(new Uint8Array(0), 0)).toThrow(RangeError);
    expect(() => u16(new Uint8Array(1), 0)).toThrow(RangeError);
    expect(() => u32(new Uint8Array(5), 2)).toThrow(RangeError);
    expect(() => putU16(new Uint8Array(2), 1, 0)).toThrow(RangeError);
    expect(() => putU32(new Uint8Array(4), 1, 0)).toThrow(RangeError);
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.integer({ min: 0, max: 0xffffffff }), (short, long) => {
        expect(u16(u16Bytes(short), 0)).toBe(short);
        expect(u32(u32Bytes(long), 0)).toBe(long);
      }),
    );
  });

  it('joins parts and single bytes', () => {
    expect(hex(concat([1, unhex('0203'), new Uint8Array(0), 0xff]))).toBe('010203ff');
  });

  it('compares whole arrays', () => {
    for (const same of [equal, equalSecret]) {
      expect(same(unhex('0102'), unhex('0102'))).toBe(true);
      expect(same(unhex('0102'), unhex('0103'))).toBe(false);
      expect(same(unhex('0102'), unhex('01'))).toBe(false);
    }
  });

  it('turns hexadecimal into bytes and back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => equal(unhex(hex(bytes)), bytes)));
    expect(() => unhex('0')).toThrow(RangeError);
    expect(() => unhex('zz')).toThrow(RangeError);
  });

  it('shows wire text without control characters and within its limit', () => {
    expect(printable(unhex('4d505045 00 1b c3'))).toBe('MPPE...');
    expect(printable(asciiBytes('abcdef'), 3)).toBe('abc…');
    expect(hex(asciiBytes('aé'))).toBe('613f');
  });
});
