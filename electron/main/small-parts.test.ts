import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CounterSnapshot } from '../../contract/status.ts';
import { Secret } from '../../contract/secret.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { end, whenLastWindowCloses, whenTheUserExits } from './closing.ts';
import type { Closing } from './closing.ts';
import { CounterHistory } from './counter-history.ts';
import { helperProgram } from './helper-program.ts';
import { findPasswordStore } from './password-stores.ts';
import { Passwords } from './passwords.ts';
import { programOptions, startData, windowOfSecondStart } from './program-options.ts';
import { TerminalBacklog } from './terminal-backlog.ts';
import { WindowState } from './window-state.ts';

const folder = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('ending', () => {
  it.each<[Closing, boolean, string[]]>([
    ['stay-in-tray', false, []],
    ['quit', false, ['leave']],
    ['hang-up-and-quit', false, ['hang up', 'leave']],
    // Started anew while it hung up: its window stays.
    ['hang-up-and-quit', true, ['hang up']],
  ])('%s, a window open again: %j', async (closing, again, expected) => {
    const done: string[] = [];
    let opened = false;
    await end(closing, {
      hangUp: () => {
        done.push('hang up');
        opened = again;
        return Promise.resolve();
      },
      wantedAgain: () => opened,
      leave: () => {
        done.push('leave');
        return Promise.resolve();
      },
    });
    expect(done).toEqual(expected);
  });
});

describe('closing the last window', () => {
  it.each([
    [{ live: false, trayShown: true, whenClosed: 'keep-calls' }, 'quit'],
    [{ live: true, trayShown: true, whenClosed: 'keep-calls' }, 'stay-in-tray'],
    [{ live: true, trayShown: true, whenClosed: 'hang-up' }, 'stay-in-tray'],
    [{ live: true, trayShown: false, whenClosed: 'keep-calls' }, 'quit'],
    [{ live: true, trayShown: false, whenClosed: 'hang-up' }, 'hang-up-and-quit'],
    [{ live: false, trayShown: false, whenClosed: 'hang-up' }, 'quit'],
  ] as const)('%j: %s', (facts, closing) => {
    expect(whenLastWindowCloses(facts)).toBe(closing);
  });
  it('Exit leaves the tray as well, and the calls as the Settings say', () => {
    expect(whenTheUserExits({ live: true, whenClosed: 'keep-calls' })).toBe('quit');
    expect(whenTheUserExits({ live: true, whenClosed: 'hang-up' })).toBe('hang-up-and-quit');
    expect(whenTheUserExits({ live: false, whenClosed: 'hang-up' })).toBe('quit');
  });
});

describe('what the program is told at its start', () => {
  it('is three files, wherever they stand among the browser’s own switches', () => {
    const args = [
      'node',
      'main.js',
      '--no-first-run',
      '--phonebook=book.json',
      '--runtime-dir=/run/x',
      '--phonebook=b2.json',
      '--credentials=',
    ];
    expect(programOptions(args, '/home/alice')).toEqual({
      phonebook: '/home/alice/b2.json',
      runtimeDirectory: '/run/x',
    });
    expect(programOptions([], '/')).toEqual({});
  });
  it('a second start raises the folder, or the window it names', () => {
    expect(windowOfSecondStart(startData())).toEqual({ kind: 'folder' });
    expect(windowOfSecondStart(startData({ kind: 'log' }))).toEqual({ kind: 'log' });
  });
  it.each([
    undefined,
    null,
    'x',
    {},
    { version: 2, open: { kind: 'log' } },
    { version: 1, open: { kind: 'shell', command: 'x' } },
    { version: 1, open: { kind: 'log' }, surplus: 1 },
  ])('a second start that sends %j gets the folder', (data) => {
    expect(windowOfSecondStart(data)).toEqual({ kind: 'folder' });
  });
});

describe('a terminal’s backlog', () => {
  const chunk = Buffer.alloc(4096).toString('base64');
  it('is what came, bounded to the newest 256 KiB', () => {
    const backlog = new TerminalBacklog();
    backlog.add('Office', 1, 'QQ==');
    for (let times = 0; times < 100; times += 1) backlog.add('Office', 1, chunk);
    expect(backlog.of('Office')).toHaveLength(64);
    expect(backlog.of('Office')).not.toContain('QQ==');
  });
  it('of a line that speaks byte by byte is few pieces', () => {
    const backlog = new TerminalBacklog();
    for (let times = 0; times < 5000; times += 1) backlog.add('Office', 1, 'QQ==');
    expect(backlog.of('Office').map((piece) => Buffer.byteLength(piece, 'base64'))).toEqual([4096, 904]);
  });
  it('begins anew with another call, and ends with it', () => {
    const backlog = new TerminalBacklog();
    backlog.add('Office', 1, 'QQ==');
    backlog.add('Office', 2, 'Qg==');
    expect(backlog.of('Office')).toEqual(['Qg==']);
    backlog.forget('Office');
    expect(backlog.of('Office')).toEqual([]);
  });
});

describe('the history of counters', () => {
  const sample = (bytesSent: number) => ({ time: bytesSent, counters: { bytesSent } as CounterSnapshot });
  it('holds two minutes of one call', () => {
    const history = new CounterHistory();
    for (let second = 0; second < 200; second += 1) history.add('Office', 1, sample(second));
    expect(history.samples('Office').map(({ time }) => time)).toEqual(
      Array.from({ length: 120 }, (_, at) => at + 80),
    );
    expect(history.latest('Office', 1)?.bytesSent).toBe(199);
    expect(history.latest('Office', 2)).toBeUndefined();
    history.add('Office', 2, sample(0));
    expect(history.samples('Office')).toHaveLength(1);
    history.forget('Office');
    expect(history.samples('Office')).toEqual([]);
  });
});

describe('the size of the folder', () => {
  const made = (path: string) => {
    const clock = new ManualClock();
    const reports: string[] = [];
    return { clock, reports, state: new WindowState({ path, clock, report: (what) => reports.push(what) }) };
  };
  it('is written once it has settled, for the user alone, and read again', async () => {
    const path = join(folder, 'state/windows.json');
    const { clock, state } = made(path);
    state.remember({ width: 600, height: 400 });
    state.remember({ width: 640, height: 480 });
    expect(clock.waiting).toBe(1);
    clock.advance(500);
    await state.flush();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      folder: { width: 640, height: 480 },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const again = made(path).state;
    await again.read();
    expect(again.folder).toEqual({ width: 640, height: 480 });
  });
  it('is on disk when the program ends, however lately it changed', async () => {
    const path = join(folder, 'late.json');
    const { state } = made(path);
    state.remember({ width: 700, height: 500 });
    await state.flush();
    expect(readFileSync(path, 'utf8')).toContain('700');
  });
  it.each(['nonsense', '{"version":1,"folder":{"width":-5,"height":1e99}}', '[]'])(
    'is the usual one when the file says %s',
    async (text) => {
      const path = join(folder, 'odd.json');
      writeFileSync(path, text);
      const { state } = made(path);
      await state.read();
      expect(state.folder).toBeUndefined();
    },
  );
  it('that cannot be written is told and hinders nobody', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { reports, state } = made(join(folder, 'a-file/windows.json'));
    state.remember({ width: 700, height: 500 });
    await state.flush();
    expect(reports).toHaveLength(1);
  });
});

describe('where passwords are kept', () => {
  const sealing = (backend: 'basic_text' | 'gnome_libsecret' | 'kwallet6' | 'unknown', available = true) => ({
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text)),
    decryptStringAsync: (sealed: Buffer) =>
      Promise.resolve({ result: sealed.toString(), shouldReEncrypt: false }),
  });
  const noKeyring = () => Promise.resolve({ reason: 'There is no keyring.' } as const);
  it('is Electron’s storage only with a real keyring behind it', async () => {
    const path = join(folder, 'passwords.json');
    for (const backend of ['gnome_libsecret', 'kwallet6'] as const)
      expect((await findPasswordStore(sealing(backend), path, noKeyring)).store?.kind).toBe('safe-storage');
    for (const backend of ['basic_text', 'unknown'] as const)
      expect(await findPasswordStore(sealing(backend), path, noKeyring)).toEqual({
        reason: 'There is no keyring.',
      });
    expect(
      (await findPasswordStore(sealing('gnome_libsecret', false), path, noKeyring)).store,
    ).toBeUndefined();
  });
});

it('a keyring that cannot even be asked is none, with the reason', async () => {
  const passwords = new Passwords(Promise.reject(new Error('no portal')));
  const reason = 'The keyring could not be asked: no portal';
  expect(await passwords.environment()).toEqual({ store: 'none', reason });
  expect(await passwords.load('Office')).toEqual({});
  expect(await passwords.save('Office', new Secret('pw'))).toEqual({ reason });
});

it('the helper of a checkout is run by the Node it pins; a package has its own', () => {
  expect(helperProgram({ packaged: false, appPath: '/src' })).toEqual({
    node: '/src/node_modules/node/bin/node',
    script: '/src/helper/main.ts',
  });
  expect(helperProgram({ packaged: true, appPath: '/opt/x/app.asar' })).toBe('installed');
});
