/** Every mistake that is found before anything is dialled, by the real program: number, place, exit status 1. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const directory = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const file = (name: string, text: string, mode = 0o600) => {
  const path = join(directory, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const book = (...entries: object[]) => JSON.stringify({ version: 1, entries }, undefined, 2);
const office = { name: 'Office', device: { kind: 'pptp' }, host: '192.0.2.1' };
const good = file('good.json', book(office));

function rasdial(...args: string[]) {
  // Nothing here may reach a helper: this runtime directory has none and could not be made.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--runtime-dir=/proc/none', ...args],
    {
      encoding: 'utf8',
      input: '',
      env: { ...process.env, XDG_CONFIG_HOME: directory },
    },
  );
  return { status, stdout, stderr };
}

const mistakes: [string, string[], RegExp[]][] = [
  ['an unknown switch', ['Office', '/BOGUS'], [/^Error 604: /, /\/BOGUS/]],
  ['a number to call back', ['Office', '/CALLBACK:5550100'], [/^Error 704: Calling back is not supported/]],
  ['an unknown entry', ['Nowhere', `--phonebook=${good}`], [/^Error 623: /, /"Nowhere"/, /good\.json/]],
  ['no phonebook at all', ['Office'], [/^Error 623: /]],
  ['a phonebook that does not exist', ['Office', '--phonebook=/nonexistent'], [/^Error 621: /, /ENOENT/]],
  [
    'a phonebook that is not JSON',
    ['Office', `--phonebook=${file('syntax.json', '{\n  "version": 1,\n  "entries": [,]\n}')}`],
    [/^Error 622: The phonebook /, /syntax\.json:3:15: /],
  ],
  [
    'a phonebook with a value that makes no sense',
    ['Office', `--phonebook=${file('content.json', book({ ...office, encryption: 'yes' }))}`],
    [/^Error 625: /, /content\.json:10:21: entries\[0\]\.encryption/],
  ],
  [
    'a device of no known kind',
    ['Office', `--phonebook=${file('kind.json', book({ ...office, device: { kind: 'telex' } }))}`],
    [/^Error 625: /, /entries\[0\]\.device\.kind/],
  ],
  [
    'an entry beneath that is missing',
    ['Office', `--phonebook=${file('beneath.json', book({ ...office, dialFirst: 'ISP' }))}`],
    [/^Error 623: /, /"ISP"/, /"Office"/],
  ],
  [
    'entries that name each other',
    [
      'Office',
      `--phonebook=${file('circle.json', book({ ...office, dialFirst: 'B' }, { ...office, name: 'B', dialFirst: 'Office' }))}`,
    ],
    [/^Error 625: /, /"Office" → "B" → "Office"/],
  ],
  [
    'a credentials file that others can read',
    ['Office', `--phonebook=${good}`, `--credentials=${file('open.json', '{}', 0o644)}`],
    [/^Error 621: .*credentials file.*yours alone/, /others/, /0644/],
  ],
  [
    'a credentials file that does not exist',
    ['Office', `--phonebook=${good}`, '--credentials=/nonexistent'],
    [/^Error 621: /, /ENOENT/],
  ],
  [
    'a credentials file that is not JSON',
    [
      'Office',
      `--phonebook=${good}`,
      `--credentials=${file('secrets.json', '{"Office": {"password": "hunter2}}')}`,
    ],
    [/^Error 622: .*credentials file/, /secrets\.json:1:\d+: /],
  ],
  [
    'a question for a password without a terminal',
    ['Office', 'alice', '*', `--phonebook=${good}`],
    [/^Error 703: /],
  ],
  ['a number with a control character', ['Office', '/PHONE:1\r', `--phonebook=${good}`], [/^Error 604: /]],
  ['a helper that cannot be started', ['Office', `--phonebook=${good}`], [/^Error 711: /]],
  ['the status of what is not connected', ['--status', 'Office'], [/^Error 668: /]],
];

it.each(mistakes)('%s', (_what, args, expected) => {
  const { status, stdout, stderr } = rasdial(...args);
  for (const pattern of expected) expect(stderr).toMatch(pattern);
  expect(stderr).not.toContain('hunter2');
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

it('puts the number in the JSON as well', () => {
  const { status, stdout, stderr } = rasdial('Nowhere', '--json', `--phonebook=${good}`);
  expect(JSON.parse(stdout)).toMatchObject({ error: 623, entry: 'Nowhere', time: expect.any(String) });
  expect(stderr).toMatch(/^Error 623: /);
  expect(status).toBe(1);
});

it('lists nothing and disconnects nothing without a helper, successfully', () => {
  for (const args of [[], ['/DISCONNECT'], ['Office', '--disconnect'], ['--status']]) {
    const { status, stdout } = rasdial(...args);
    expect(stdout).toBe('No connections\nCommand completed successfully.\n');
    expect(status).toBe(0);
  }
});

it('tells a reader of JSON as well that there is no connection', () => {
  const told = (...args: string[]) => JSON.parse(rasdial('--json', ...args).stdout) as unknown;
  const time = expect.any(String) as string;
  for (const args of [[], ['--status']]) expect(told(...args)).toEqual({ time, result: 'no-connections' });
  expect(told('/DISCONNECT')).toEqual({ time, result: 'no-connection' });
  expect(told('Office', '/DISCONNECT')).toEqual({ time, entry: 'Office', result: 'no-connection' });
});
