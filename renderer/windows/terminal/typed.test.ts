import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalBytes } from '../../../contract/helper.ts';
import { base64Bytes, base64Text } from '../../base64.ts';
import { mostBytes, typedBytes, typedText } from './typed.ts';

const joined = (pieces: readonly string[]): number[] =>
  pieces.flatMap((piece) => Array.from(base64Bytes(piece) ?? []));

describe('what is typed', () => {
  it('reaches the line as UTF-8, whatever its length, in pieces a request may have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 600 }), (text, times) => {
        const pieces = typedText(text.repeat(times));
        expect(joined(pieces)).toEqual(Array.from(new TextEncoder().encode(text.repeat(times))));
        for (const piece of pieces) expect(terminalBytes.safeParse(piece).success).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['a', [0x61]],
    ['\r', [0x0d]],
    ['\u001b[A', [0x1b, 0x5b, 0x41]],
    ['ä', [0xc3, 0xa4]],
  ])('%j', (text, bytes) => {
    expect(joined(typedText(text))).toEqual(bytes);
  });

  it('keeps a report that is no text byte for byte', () => {
    expect(joined(typedBytes('\u001b[M\u00e0'))).toEqual([0x1b, 0x5b, 0x4d, 0xe0]);
    expect(typedBytes('x'.repeat(mostBytes + 1))).toHaveLength(2);
  });
});

describe('base64', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64Bytes(base64Text(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('that is none is not taken for one', () => {
    expect(base64Bytes('%%%')).toBeUndefined();
  });
});
