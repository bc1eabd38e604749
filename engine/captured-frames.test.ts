/** What a capture shows of a logon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../protocol/bytes.ts';
import { withoutSecrets } from './captured-frames.ts';

const captured = (...frame: number[]) =>
  ({ direction: 'sent', time: 1, frame: Uint8Array.from(frame) }) as const;
const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
const pap = [0xc0, 0x23, 1, 7, 0, 15, 3, ...ascii('bob'), 6, ...ascii('hunter')];

describe('a captured frame', () => {
  it('loses the password of PAP, with and without address and control field, and nothing else', () => {
    const zeroed = [...pap.slice(0, -6), 0, 0, 0, 0, 0, 0];
    expect([...withoutSecrets(captured(...pap)).frame]).toEqual(zeroed);
    expect([...withoutSecrets(captured(0xff, 3, ...pap)).frame]).toEqual([0xff, 3, ...zeroed]);
  });
  it('loses it in a Protocol-Reject that returns it, too', () => {
    const reject = concat([
      Uint8Array.from([0xff, 3, 0xc0, 0x21, 8, 1, 0, pap.length + 4]),
      Uint8Array.from(pap),
    ]);
    expect(Buffer.from(withoutSecrets(captured(...reject)).frame).toString('latin1')).not.toContain('hunter');
  });
  it('stays the very same where there is no secret, and with any bytes its length', () => {
    const user = captured(0x21, 0x45, 0, 0, 20);
    expect(withoutSecrets(user)).toBe(user);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (frame) => {
        expect(withoutSecrets({ direction: 'received', time: 1, frame }).frame).toHaveLength(frame.length);
      }),
    );
  });
});
