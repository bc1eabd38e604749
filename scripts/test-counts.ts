/** Reads how many tests passed, failed and were skipped off what each runner leaves behind. */
import { readFile } from 'node:fs/promises';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** doctest's summary: `[doctest] test cases: 12 | 12 passed | 0 failed | 0 skipped`, once for each program run. */
export function doctestCounts(output: string): Counts {
  const lines = [
    ...output.matchAll(/test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed \|\s+(\d+) skipped/g),
  ];
  if (lines.length === 0) throw new Error('doctest printed no summary');
  return lines.reduce<Counts>(
    (sum, [, passed, failed, skipped]) => ({
      passed: sum.passed + Number(passed),
      failed: sum.failed + Number(failed),
      skipped: sum.skipped + Number(skipped),
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** One test a fuzz target: `fuzz NAME passed|failed …`, as scripts/fuzz.ts prints. */
export function fuzzCounts(output: string): Counts {
  const results = [...output.matchAll(/^fuzz \S+ (passed|failed)\b/gm)].map(([, result]) => result);
  return {
    passed: results.filter((result) => result === 'passed').length,
    failed: results.filter((result) => result === 'failed').length,
    skipped: 0,
  };
}

/** vitest's JSON report; a file that did not load counts as one failure. */
export async function vitestCounts(file: string): Promise<Counts> {
  const report = JSON.parse(await readFile(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  const unloaded = report.testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
