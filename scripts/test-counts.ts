/** Reads how many tests passed, failed and were skipped off what each runner leaves behind. */
import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The skipped tests, as far as the runner names them: a test that silently does not run is no test. */
  readonly skippedTests?: readonly string[];
  /** The failed ones, as far as the runner names them: `FILE:LINE: NAME: WHY`, and beneath it what was to be seen then. */
  readonly failedTests?: readonly string[];
}

const firstLine = (text: string): string => stripVTControlCharacters(text).trim().split('\n', 1)[0] ?? '';

/** `:LINE`, the deepest of the test file's own lines in a stack; empty where it has none. */
function lineIn(file: string, stack: string): string {
  const name = `${basename(file)}:`;
  const at = stack.indexOf(name);
  return /^:\d+/.exec(stack.slice(at + name.length - 1))?.[0] ?? '';
}

/** What the tests of a file need that a machine may not have; told when they are skipped. */
const needs: Readonly<Record<string, string>> = {
  'helper/dns-backends.test.ts':
    'needs network namespaces, and the packages openresolv and systemd-resolved from `apt-get download`',
  'helper/gateway.test.ts': 'needs network namespaces',
  'helper/server.test.ts': 'needs root',
  'isp/demo.test.ts': 'needs namespaces and /dev/net/tun, and root for some',
};

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

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    /** The file's absolute path. */
    readonly name: string;
    readonly status: string;
    /** Why the file did not load. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** vitest's JSON report; a file that did not load counts as one failure. Files are named relative to `root`. */
export async function vitestCounts(file: string, root: string): Promise<Counts> {
  const report = JSON.parse(await readFile(file, 'utf8')) as VitestReport;
  const unloaded = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    skippedTests: report.testResults.flatMap(({ name, assertionResults }) => {
      const path = relative(root, name);
      const why = needs[path] === undefined ? '' : ` (${needs[path]})`;
      return assertionResults
        .filter(({ status }) => status !== 'passed' && status !== 'failed')
        .map(({ fullName }) => `${path}: ${fullName}${why}`);
    }),
    failedTests: [
      ...unloaded.map(({ name, message = '' }) => `${relative(root, name)}: ${firstLine(message)}`),
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(
            ({ fullName, failureMessages: [why = ''] = [] }) =>
              `${relative(root, name)}${lineIn(name, why)}: ${fullName}: ${firstLine(why)}`,
          ),
      ),
    ],
  };
}

interface PlaywrightResult {
  readonly error?: { readonly message?: string; readonly stack?: string };
  /** What the specs attach when they fail: text, in base 64. */
  readonly attachments?: readonly { readonly name: string; readonly body?: string }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly PlaywrightResult[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites?: readonly PlaywrightSuite[];
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** What went wrong outside of any test. */
  readonly errors: readonly { readonly message?: string }[];
}

/** Lines of an attachment that are worth a place in the summary. */
const mostLines = 12;

/** The open windows and what the program said, in short. */
const seenAt = ({ attachments = [] }: PlaywrightResult = {}): string[] =>
  attachments.flatMap(({ name, body }) => {
    const text = body === undefined ? '' : Buffer.from(body, 'base64').toString();
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(0, mostLines).map((line) => `  ${name}| ${line}`);
  });

/** What failed in a suite, and what passed only when tried again. */
function failedSpecs({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const failed = results.find(({ error }) => error !== undefined);
        const { message = '', stack = '' } = failed?.error ?? {};
        const line = `${file}${lineIn(file, stack)}: ${title}: ${firstLine(message)}`;
        return [line, ...seenAt(failed)].join('\n');
      }),
  );
  return [...own, ...suites.flatMap(failedSpecs)];
}

/** Playwright's JSON report; a test that passed only when tried again has failed. */
export async function playwrightCounts(file: string): Promise<Counts> {
  const { stats, errors, suites = [] } = JSON.parse(await readFile(file, 'utf8')) as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failedTests: [
      ...suites.flatMap(failedSpecs),
      ...errors.map(({ message = '' }) => `outside of any test: ${firstLine(message)}`),
    ],
  };
}

/** `electron skipped: NAME` a line, as scripts/e2e-electron.ts says when Electron's binary is not here. */
export function electronCounts(output: string, file: string): Counts | Promise<Counts> {
  const names = [...output.matchAll(/^electron skipped: (.*)$/gm)].map(([, name]) => name ?? '');
  if (names.length === 0) return playwrightCounts(file);
  return {
    passed: 0,
    failed: 0,
    skipped: names.length,
    skippedTests: names.map((name) => `in Electron, whose binary is not here: ${name}`),
  };
}
