import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['chap']);
});
afterAll(() => world.close());

/** What a process holds: descriptors, threads, kilobytes of resident memory. */
async function holdings(pid: number): Promise<{ descriptors: number; threads: number; memory: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return {
    descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    threads: (await readdir(`/proc/${pid}/task`)).length,
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]),
  };
}

async function cycle(): Promise<void> {
  const call = await world.rasdial.dial('Office');
  expect(call.stderr).toBe('');
  await world.reach('10.99.0.1');
  expect((await world.rasdial.hangUp('Office')).status).toBe(0);
  expect((await world.rasdial.hangUp('Real ISP')).status).toBe(0);
}

test(
  'twenty dial and hang-up cycles leak no descriptor, thread, route or memory',
  { timeout: 300_000 },
  async () => {
    // A few cycles let Node's own pools, and the collector, find their size.
    for (let i = 0; i < 5; i += 1) await cycle();
    const pid = await world.rasdial.helperPid();
    expect(pid).toBeDefined();
    const before = await holdings(pid ?? 0);
    const network = await world.namespace.network();
    for (let i = 0; i < 20; i += 1) await cycle();
    const after = await holdings(pid ?? 0);
    expect(await world.namespace.network()).toBe(network);
    expect(after.descriptors).toBe(before.descriptors);
    expect(after.threads).toBe(before.threads);
    // 20 leaked calls would be 20 native links with their slot pools: far more than the collector's slack.
    expect(after.memory - before.memory).toBeLessThan(12_000);
    console.log(`helper: ${before.memory} kB after 5 cycles, ${after.memory} kB after 25`);
  },
);
