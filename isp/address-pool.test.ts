import { expect, it } from 'vitest';
import { AddressPool } from './address-pool.ts';

it('lends each address once, the longest unused first, and none when all are out', () => {
  const pool = new AddressPool('10.99.0', 100, 102);
  expect([pool.allocate(), pool.allocate(), pool.allocate(), pool.allocate()]).toEqual([
    '10.99.0.100',
    '10.99.0.101',
    '10.99.0.102',
    undefined,
  ]);
  pool.release('10.99.0.101');
  pool.release('10.99.0.100');
  expect([pool.allocate(), pool.allocate(), pool.allocate()]).toEqual([
    '10.99.0.101',
    '10.99.0.100',
    undefined,
  ]);
});

it('takes nothing back that it has not lent', () => {
  const pool = new AddressPool('10.99.0', 100, 100);
  pool.release('10.99.0.100');
  pool.release('10.98.0.100');
  expect([pool.allocate(), pool.allocate()]).toEqual(['10.99.0.100', undefined]);
  pool.release('10.99.0.100');
  pool.release('10.99.0.100');
  expect([pool.allocate(), pool.allocate()]).toEqual(['10.99.0.100', undefined]);
});
