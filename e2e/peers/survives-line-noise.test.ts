import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world.ts';

let world: World;
beforeAll(async () => {
  // One byte in two thousand flipped, lost or doubled, both ways, between our modem and a real pppd.
  world = await World.create(['chap'], { rate: 0.0005, seed: 1998 });
});
afterAll(() => world.close());

test('a call over a noisy line comes up, and so does the tunnel inside it', async () => {
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  expect(call.status).toBe(0);
});

test('TCP gets through intact; PPP counted the damage and dropped it', async () => {
  const sum = await world.namespace.must('socat', ['-u', 'TCP:10.99.0.1:7003', 'STDOUT']);
  expect(sum).toMatch(/^[0-9a-f]{64} /);
  await world.ping('10.99.0.1', 200, 0.005);
  const { counters } = await world.rasdial.status('Real ISP');
  expect(counters?.fcsErrors).toBeGreaterThan(0);
  const tunnel = await world.rasdial.status('Office');
  expect(tunnel.state).toBe('connected');
  expect(tunnel.counters?.mppeBad).toBe(0);
});

test('both hang up in order', async () => {
  expect((await world.rasdial.hangUp('Real ISP')).status).toBe(0);
  expect((await world.rasdial.run()).stdout).toContain('No connections');
});
