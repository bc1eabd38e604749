import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world.ts';

let world: World;
let before: string;
beforeAll(async () => {
  world = await World.create(['chap']);
  before = await world.namespace.network();
});
afterAll(() => world.close());

test('a helper killed in the middle of a call leaves traces, and its next start removes them', async () => {
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  const during = await world.namespace.network();
  expect(during).toContain('198.51.100.1');
  expect(during).toContain('10.99.0.53');

  const pid = await world.rasdial.helperPid();
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');
  await world.namespace.run('tail', ['--pid', String(pid), '-f', '/dev/null'], { limit: 20_000 });
  // The proof that there is something to undo: the resolver still points into the tunnel.
  expect(await world.namespace.network()).not.toBe(before);

  // Any dial starts a new helper; this one fails at once, for want of an entry's port, and changes nothing itself.
  await world.rasdial.setEntries([
    { name: 'Nowhere', device: { kind: 'null-modem', port: '/dev/ttyNOWHERE' }, user: 'x' },
  ]);
  const failed = await world.rasdial.run('Nowhere', 'x', 'y', '--json');
  expect(failed.stdout).toContain('"error":615');
  expect(await world.namespace.network()).toBe(before);
});
