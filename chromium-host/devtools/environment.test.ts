import { expect, it } from 'vitest';
import { chromiumEnvironment } from './environment.ts';

const usual = { TMPDIR: '/tmp', HOME: '/home/user' };

it.each([
  ['a runtime directory', '/run/user/1000/dial-up-networking/profile-aaaaaa'],
  ['a temporary one', '/tmp/dial-up-networking-1000/profile-aaaaaa'],
  ['the longest for which the socket has room', `/${'l'.repeat(50)}`],
])("Chromium's temporary folder is its profile: %s", (_what, profile) => {
  expect(chromiumEnvironment(usual, profile)).toMatchObject({ HOME: '/home/user', TMPDIR: profile });
});

it.each([
  ['by one byte', `/${'l'.repeat(51)}`],
  ['in bytes, not in letters', `/${'ü'.repeat(26)}`],
])('is the usual one where the path of a socket would be too long: %s', (_what, profile) => {
  expect(chromiumEnvironment(usual, profile)).toMatchObject(usual);
});
