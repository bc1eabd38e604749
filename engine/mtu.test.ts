/** The MTU of a link's interface. */
import { expect, test } from 'vitest';
import { interfaceMtu, tunnelMru, tunnelMtu } from './mtu.ts';

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

test('a tunnel over a narrow path receives no more than crosses it whole', () => {
  expect(tunnelMru(1400, 1500)).toBe(1360);
  expect(tunnelMtu(1400)).toBe(1356);
});

test('a wide path, or an unknown one, leaves the MRU as it was set', () => {
  expect(tunnelMru(1500, 1400)).toBe(1400);
  expect(tunnelMru(undefined, 1400)).toBe(1400);
});

test('below 576 packets are fragmented rather than refused', () => {
  expect(tunnelMru(296, 1400)).toBe(576);
  expect(tunnelMtu(0)).toBe(576);
});
