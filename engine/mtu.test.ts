/** The MTU of a link's interface. */
import { expect, test } from 'vitest';
import { interfaceMtu } from './mtu.ts';

const framing = { accm: 0, pfc: true, acfc: true };

test('the MTU is what the peer receives', () => {
  expect(interfaceMtu({ send: { ...framing, mru: 1280 }, encryptionBits: 0 }, 1400)).toBe(1280);
});

test('the MTU never exceeds our own limit', () => {
  expect(interfaceMtu({ send: { ...framing, mru: 16384 }, encryptionBits: 0 }, 1400)).toBe(1400);
});

test('encryption takes four bytes', () => {
  expect(interfaceMtu({ send: { ...framing, mru: 1400 }, encryptionBits: 128 }, 1400)).toBe(1396);
});
