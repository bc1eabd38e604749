import { expect, it } from 'vitest';
import type { Machine } from './requirements.ts';
import { whatIsMissing } from './requirements.ts';

const able: Machine = {
  uid: 1000,
  exists: () => true,
  writable: () => true,
  read: () => undefined,
  tryUnshare: () => undefined,
};

it('misses nothing where user namespaces are allowed and the TUN device is open', () => {
  const tried: (readonly string[])[] = [];
  const tryUnshare = (words: readonly string[]): undefined => void tried.push(words);
  expect(whatIsMissing({ ...able, tryUnshare }, 'demo')).toBeUndefined();
  expect(whatIsMissing({ ...able, uid: 0, tryUnshare }, 'demo')).toBeUndefined();
  expect(tried.map((words) => words.includes('--user'))).toEqual([true, false]);
});

it('names a closed or missing TUN device, and what to run instead', () => {
  const closed = whatIsMissing({ ...able, writable: () => false }, 'demo');
  expect(closed).toMatch(/\/dev\/net\/tun is closed to you/);
  expect(closed).toContain('sudo npm run demo');
  expect(whatIsMissing({ ...able, exists: () => false }, 'isp')).toMatch(
    /There is no \/dev\/net\/tun.*sudo npm run isp/s,
  );
});

it.each([
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
])('names %s when it forbids user namespaces', (path, value) => {
  const machine: Machine = {
    ...able,
    tryUnshare: () => 'unshare failed: Operation not permitted',
    read: (asked) => (asked === path ? value : undefined),
  };
  const said = whatIsMissing(machine, 'demo');
  expect(said).toContain(`${path} is ${value}`);
  expect(said).toContain('sudo npm run demo');
});

it('passes on what unshare said when no switch explains it', () => {
  const said = whatIsMissing(
    { ...able, tryUnshare: () => 'unshare failed: Operation not permitted' },
    'demo',
  );
  expect(said).toContain('(unshare failed: Operation not permitted)');
});

it('tells root in a container what the container lacks', () => {
  const said = whatIsMissing(
    { ...able, uid: 0, tryUnshare: () => 'unshare failed: Operation not permitted' },
    'demo',
  );
  expect(said).toContain('--privileged');
  expect(said).not.toContain('sudo');
});
