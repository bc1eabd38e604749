import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctestCounts, electronCounts, fuzzCounts, playwrightCounts, vitestCounts } from './test-counts.ts';

test('adds up the summaries of several doctest programs', () => {
  const line = (p: number, f: number, s: number) =>
    `[doctest] test cases:  ${p + f} |  ${p} passed | ${f} failed | ${s} skipped\n`;
  expect(doctestCounts(line(12, 0, 1) + 'noise\n' + line(3, 2, 0))).toEqual({
    passed: 15,
    failed: 2,
    skipped: 1,
  });
});

test('a doctest program that printed no summary is an error, not zero tests', () => {
  expect(() => doctestCounts('Segmentation fault')).toThrow('no summary');
});

test('counts a fuzz target as one test', () => {
  expect(fuzzCounts('fuzz fuzz_gre passed 10 s\nfuzz fuzz_hdlc failed crash-1\n')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

async function counted(report: object) {
  const folder = await mkdtemp(join(tmpdir(), 'counts-'));
  try {
    const file = join(folder, 'report.json');
    const totals = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 };
    await writeFile(file, JSON.stringify({ ...totals, ...report }));
    return await vitestCounts(file, '/checkout');
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a vitest file that did not load counts as a failure', async () => {
  const testResults = [
    { name: '/checkout/a.test.ts', status: 'failed', assertionResults: [] },
    {
      name: '/checkout/b.test.ts',
      status: 'failed',
      assertionResults: [{ fullName: 'b', status: 'failed' }],
    },
  ];
  expect(await counted({ testResults })).toEqual({ passed: 4, failed: 2, skipped: 2, skippedTests: [] });
});

test('names the vitest tests that were skipped, with what they need where that is known', async () => {
  const of = (name: string, ...statuses: string[]) => ({
    name: `/checkout/${name}`,
    status: 'passed',
    assertionResults: statuses.map((status) => ({ fullName: `is ${status}`, status })),
  });
  const testResults = [of('helper/server.test.ts', 'skipped', 'passed'), of('a.test.ts', 'todo', 'failed')];
  expect((await counted({ testResults })).skippedTests).toEqual([
    'helper/server.test.ts: is skipped (needs root)',
    'a.test.ts: is todo',
  ]);
});

async function ofPlaywright(stats: object, errors: readonly object[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'counts-'));
  try {
    const file = join(folder, 'window.json');
    const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    await writeFile(file, JSON.stringify({ stats: { ...none, ...stats }, errors }));
    return await playwrightCounts(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a Playwright test that passed when tried again has failed, and so has what broke outside of tests', async () => {
  expect(await ofPlaywright({ expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, [{}])).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
  });
});

test('names the specs that did not run in Electron', async () => {
  const output = 'loud words\nelectron skipped: a.spec.ts › dials\nelectron skipped: b.spec.ts › hangs up\n';
  const counts = await electronCounts(output, '/nonexistent');
  expect(counts).toMatchObject({ passed: 0, failed: 0, skipped: 2 });
  expect(counts.skippedTests?.[1]).toContain('b.spec.ts › hangs up');
});
