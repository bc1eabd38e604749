import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctestCounts, fuzzCounts, vitestCounts } from './test-counts.ts';

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
