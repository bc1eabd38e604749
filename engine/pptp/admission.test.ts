/** Control connections without a logged-on caller are limited, together and by address. */
import { expect, test } from 'vitest';
import { Admission } from './admission.ts';

test('one address may have eight connections waiting', () => {
  const admission = new Admission();
  const admitted = Array.from({ length: 8 }, () => admission.admit('192.0.2.1'));
  expect(admitted.every(Boolean)).toBe(true);
  expect(admission.admit('192.0.2.1')).toBeUndefined();
  expect(admission.admit('192.0.2.2')).toBeDefined();
});

test('a logged-on caller counts no more, and leaving afterwards gives nothing back twice', () => {
  const admission = new Admission();
  const admitted = Array.from({ length: 8 }, () => admission.admit('192.0.2.1'));
  admitted[0]?.settle();
  expect(admission.admit('192.0.2.1')).toBeDefined();
  admitted[0]?.leave();
  expect(admission.admit('192.0.2.1')).toBeUndefined();
});

test('all addresses together may have sixty-four waiting', () => {
  const admission = new Admission();
  const admitted = Array.from({ length: 64 }, (_, i) => admission.admit(`192.0.2.${String(i)}`));
  expect(admitted.every(Boolean)).toBe(true);
  expect(admission.admit('198.51.100.1')).toBeUndefined();
  admitted[3]?.leave();
  expect(admission.admit('198.51.100.1')).toBeDefined();
});
