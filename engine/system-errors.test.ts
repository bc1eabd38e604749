/** The system's errors, as RAS numbers. */
import { describe, expect, test } from 'vitest';
import {
  asFailure,
  lostFailure,
  nameFailure,
  portFailure,
  serverFailure,
  tcpPortFailure,
} from './system-errors.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`open: ${code}`), { code, syscall: 'open' });
}

test.each([
  ['ENOENT', 615],
  ['ENXIO', 615],
  ['ENOTTY', 615],
  ['EBUSY', 633],
  ['EACCES', 633],
  ['EINVAL', 605],
  ['EIO', 692],
  ['EMFILE', 633],
])('a port that fails with %s is error %i', (code, number) => {
  expect(portFailure(systemError(code), '/dev/ttyS0')).toMatchObject({ number, evidence: `open: ${code}` });
});

test('a port we may not use names the group that may', () => {
  expect(portFailure(systemError('EACCES'), '/dev/ttyS0').cause).toContain('dialout');
});

test.each([
  ['ECONNREFUSED', 808],
  ['ETIMEDOUT', 809],
  ['EHOSTUNREACH', 809],
])('a VPN server that fails with %s is error %i', (code, number) => {
  expect(serverFailure(systemError(code), '192.0.2.1')).toMatchObject({ number });
});

test('a modem behind TCP is not called a VPN server', () => {
  expect(tcpPortFailure('ECONNREFUSED', 'modems:2323')).toMatchObject({ number: 633 });
  expect(tcpPortFailure('ETIMEDOUT', 'modems:2323')).toMatchObject({ number: 638 });
});

test('a name that does not resolve is error 868', () => {
  expect(nameFailure('vpn.example', systemError('ENOTFOUND'))).toMatchObject({ number: 868 });
});

describe('a line that ended', () => {
  test.each([
    [{ type: 'closed', reason: 'carrier' } as const, 'NO CARRIER, or DCD fell'],
    [{ type: 'closed', reason: 'eof' } as const, 'end of file'],
    [{ type: 'closed', reason: 'error', code: 'EIO', syscall: 'read' } as const, 'read: EIO'],
  ])('%o is error 629 with its evidence', (event, evidence) => {
    expect(lostFailure(event)).toMatchObject({ number: 629, evidence });
  });
});

test('a failure passes through, anything else gets the number it is given', () => {
  const failure = { number: 691, cause: 'no' };
  expect(asFailure(failure, 716, 'routes')).toBe(failure);
  expect(asFailure(new Error('boom'), 716, 'routes')).toEqual({
    number: 716,
    cause: 'routes',
    evidence: 'boom',
  });
});
