import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** A process of its own: only there is a fault really nobody's. */
const program = `
  import { surviveFaults } from ${JSON.stringify(new URL('last-resort.ts', import.meta.url).href)};
  import { Secret } from ${JSON.stringify(new URL('../../contract/secret.ts', import.meta.url).href)};
  surviveFaults(process, (what, error) => console.error(what, error));
  const password = new Secret('hunter2');
  void Promise.reject(Object.assign(new Error('rejected'), { password }));
  setImmediate(() => {
    setImmediate(() => console.log('still here'));
    throw Object.assign(new Error('thrown'), { request: { password } });
  });
`;

it('a fault nobody caught is told, ends nothing, and shows no password', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'still here\n' });
  expect(stderr).toContain('a fault of this program, in what nobody waited for Error: rejected');
  expect(stderr).toContain('a fault of this program Error: thrown');
  expect(stderr).not.toContain('hunter2');
});
