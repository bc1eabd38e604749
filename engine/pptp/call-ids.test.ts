/** Call ids are random, not zero, and never shared towards one peer. */
import { expect, test } from 'vitest';
import type { Random } from '../../protocol/clock.ts';
import { reserveCallId } from './call-ids.ts';

/** Random that says what it is told to, two bytes at a time. */
function scripted(...values: number[]): Random {
  return () => {
    const value = values.shift();
    if (value === undefined) throw new Error('asked for more randomness than expected');
    return Uint8Array.of(value >> 8, value & 0xff);
  };
}

test('an id of zero is drawn again', () => {
  const id = reserveCallId('192.0.2.1', scripted(0, 0x1234));
  expect(id.value).toBe(0x1234);
  id.release();
});

test('an id in use towards a peer is drawn again, towards another peer it is not', () => {
  const first = reserveCallId('192.0.2.1', scripted(7));
  const second = reserveCallId('192.0.2.1', scripted(7, 8));
  const elsewhere = reserveCallId('192.0.2.2', scripted(7));
  expect([first.value, second.value, elsewhere.value]).toEqual([7, 8, 7]);
  for (const id of [first, second, elsewhere]) id.release();
});

test('a released id is free again, and releasing it twice frees nobody else', () => {
  const first = reserveCallId('192.0.2.3', scripted(9));
  first.release();
  const second = reserveCallId('192.0.2.3', scripted(9));
  first.release();
  const third = reserveCallId('192.0.2.3', scripted(9, 10));
  expect([second.value, third.value]).toEqual([9, 10]);
  second.release();
  third.release();
});
