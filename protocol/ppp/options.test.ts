import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equal, hex, unhex } from '../bytes.ts';
import { decodeControl, encodeControl } from './control-packet.ts';
import { decodeOptions, encodeOptions, sameOption } from './options.ts';

describe('control packets', () => {
  const literal = '01 07 000a 0304c0230702';
  const packet = { code: 1, id: 7, data: unhex('0304c0230702') };

  it('are the same in bytes and in words', () => {
    expect(decodeControl(unhex(literal))).toEqual(packet);
    expect(hex(encodeControl(packet))).toBe(literal.replaceAll(' ', ''));
  });

  it('ignore padding beyond the declared length', () => {
    expect(decodeControl(unhex(`${literal} 0000ff`))).toEqual(packet);
  });

  it('are malformed when cut anywhere, or shorter than their header', () => {
    const whole = unhex(literal);
    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeControl(whole.subarray(0, length))).toHaveProperty('malformed');
    }
    expect(decodeControl(unhex('01 01 0003 00'))).toHaveProperty('malformed');
    expect(decodeControl(unhex('01 01 0000'))).toHaveProperty('malformed');
  });

  it('survive the round trip, unknown codes included', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.uint8Array({ maxLength: 1500 }), (code, id, data) => {
        expect(decodeControl(encodeControl({ code, id, data }))).toEqual({ code, id, data });
      }),
    );
  });
});

describe('option lists', () => {
  it('are the same in bytes and in words', () => {
    const options = [
      { type: 1, data: unhex('0578') },
      { type: 7, data: unhex('') },
    ];
    expect(hex(encodeOptions(options))).toBe('010405780702');
    expect(decodeOptions(unhex('010405780702'))).toEqual({ options, rest: unhex('') });
  });

  it.each([
    ['length 0', '0702 0500 1234', '05001234'],
    ['length 1', '0702 0501 1234', '05011234'],
    ['a length beyond the end', '0702 0506 1234', '05061234'],
    ['a type without a length', '0702 05', '05'],
  ])('stop at %s and keep the rest', (_what, literal, rest) => {
    const list = decodeOptions(unhex(literal));
    expect(list.options.length).toBe(1);
    expect(hex(list.rest)).toBe(rest);
  });

  it('never lose or invent a byte, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { options, rest } = decodeOptions(bytes);
        return equal(concat([encodeOptions(options), rest]), bytes);
      }),
    );
  });

  it('tell options apart by type and data', () => {
    expect(sameOption({ type: 1, data: unhex('00') }, { type: 1, data: unhex('00') })).toBe(true);
    expect(sameOption({ type: 1, data: unhex('00') }, { type: 2, data: unhex('00') })).toBe(false);
    expect(sameOption({ type: 1, data: unhex('00') }, { type: 1, data: unhex('01') })).toBe(false);
  });
});
