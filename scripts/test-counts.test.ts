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
    { name: '/checkout/a.test.ts', status: 'failed', message: 'no such module\nmore', assertionResults: [] },
    {
      name: '/checkout/b.test.ts',
      status: 'failed',
      assertionResults: [
        {
          fullName: 'b counts',
          status: 'failed',
          failureMessages: ['Error: one too many\n    at b.ts:1\n    at /checkout/b.test.ts:12:3'],
        },
      ],
    },
  ];
  expect(await counted({ testResults })).toEqual({
    passed: 4,
    failed: 2,
    skipped: 2,
    skippedTests: [],
    failedTests: ['a.test.ts: no such module', 'b.test.ts:12: b counts: Error: one too many'],
  });
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

async function ofPlaywright(stats: object, errors: readonly object[] = [], suites: readonly object[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'counts-'));
  try {
    const file = join(folder, 'window.json');
    const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    await writeFile(file, JSON.stringify({ stats: { ...none, ...stats }, errors, suites }));
    return await playwrightCounts(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a Playwright test that passed when tried again has failed, and so has what broke outside of tests', async () => {
  const spec = (title: string, status: string, error?: object) => ({
    title,
    file: 'dials.spec.ts',
    tests: [{ status, results: [{ ...(error ? { error, attachments } : {}) }, {}] }],
  });
  const attachments = [
    { name: 'window', body: Buffer.from('?window=folder\n\n- main:\n').toString('base64') },
    { name: 'picture', path: '/elsewhere' },
  ];
  const specs = [
    spec('dials', 'expected'),
    spec('is busy', 'unexpected', {
      message: '\u001b[31mError: no tone\u001b[39m\nmore',
      stack: 'Error\n at /c/e2e/until.ts:9:1\n at /c/e2e/dials.spec.ts:42:20',
    }),
  ];
  const suites = [{ specs, suites: [{ specs: [spec('hangs up', 'flaky', { message: 'Error: late' })] }] }];
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  const seen = '\n  window| ?window=folder\n  window| - main:';
  expect(await ofPlaywright(stats, [{ message: 'no browser' }], suites)).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
    failedTests: [
      `dials.spec.ts:42: is busy: Error: no tone${seen}`,
      `dials.spec.ts: hangs up: Error: late${seen}`,
      'outside of any test: no browser',
    ],
  });
});

test('names the specs that did not run in Electron', async () => {
  const output = 'loud words\nelectron skipped: a.spec.ts › dials\nelectron skipped: b.spec.ts › hangs up\n';
  const counts = await electronCounts(output, '/nonexistent');
  expect(counts).toMatchObject({ passed: 0, failed: 0, skipped: 2 });
  expect(counts.skippedTests?.[1]).toContain('b.spec.ts › hangs up');
});
