import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../bytes.ts';
import { LineReader, longestLine } from './line-reader.ts';

function read(...pieces: (string | Uint8Array)[]): string[] {
  const reader = new LineReader();
  const lines: string[] = [];
  for (const piece of pieces)
    reader.push(typeof piece === 'string' ? asciiBytes(piece) : piece, (line) => {
      lines.push(line);
      return true;
    });
  return lines;
}

describe('line reader', () => {
  it.each([
    ['\r\nOK\r\n', ['OK']],
    ['OK\r', ['OK']],
    ['OK\n', ['OK']],
    ['\n\rOK\n\r\n\rRING\n\r', ['OK', 'RING']],
    ['AT\r\r\nOK\r\n', ['AT', 'OK']],
    ['\r\n\r\n  \r\n', []],
    ['unfinished', []],
  ])('cuts %j', (text, lines) => {
    expect(read(text)).toEqual(lines);
  });

  it('joins what comes in pieces', () => {
    expect(read('\r', '\nNO CAR', 'RIER\r', '\n')).toEqual(['NO CARRIER']);
  });

  it('looks through parity, and past what is not printable', () => {
    expect(read(new Uint8Array([0xcf, 0x4b, 0x8d]), new Uint8Array([0, 0x1b, 0x4f, 0x4b, 0x0d]))).toEqual([
      'OK',
      'OK',
    ]);
  });

  it.each([
    ['CONNECT 9600\r\n~data', '~data'],
    ['CONNECT 9600\r~data', '~data'],
    ['CONNECT 9600\n~data', '~data'],
    ['CONNECT 9600\r\n\r\nlogin:', '\r\nlogin:'],
    ['CONNECT 9600\r\n', ''],
  ])('leaves what follows the line in %j to the caller', (text, rest) => {
    let left = new Uint8Array();
    let lines = 0;
    new LineReader().push(asciiBytes(text), (_, take) => {
      left = Uint8Array.from(take());
      lines += 1;
      return false;
    });
    expect(left).toEqual(asciiBytes(rest));
    expect(lines).toBe(1);
  });

  it('keeps no more of an endless line than any answer needs', () => {
    expect(read('x'.repeat(100_000), '\r')).toEqual(['x'.repeat(longestLine)]);
  });

  it('yields only short printable lines, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (pieces) => {
        for (const line of read(...pieces)) {
          expect(line).toMatch(/^[\x20-\x7e]+$/);
          expect(line.length).toBeLessThanOrEqual(longestLine);
        }
      }),
    );
  });
});
