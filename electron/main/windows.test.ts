import { describe, expect, it } from 'vitest';
import { FakeWindow } from '../testing/fake-electron.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { Size } from './windows.ts';
import { mostWindows, Windows } from './windows.ts';

function made(folderSize?: Size) {
  const clock = new ManualClock();
  const opened: FakeWindow[] = [];
  const remembered: Size[] = [];
  const reports: string[] = [];
  const windows = new Windows({
    clock,
    create: (options) => {
      const window = new FakeWindow(options);
      opened.push(window);
      return window.asWindow();
    },
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    developerTools: false,
    folderSize: () => folderSize,
    rememberFolderSize: (size) => remembered.push(size),
    report: (what) => reports.push(what),
  });
  const last = (): FakeWindow => {
    const window = opened.at(-1);
    if (!window) throw new Error('no window was opened');
    return window;
  };
  return { clock, last, opened, remembered, reports, windows };
}

describe('a window', () => {
  it('is there once for its kind and entry; asking again raises it', () => {
    const { last, opened, windows } = made();
    windows.open({ kind: 'status', entry: 'Office' });
    windows.open({ kind: 'status', entry: 'Demo ISP' });
    expect(opened).toHaveLength(2);
    last().minimized = true;
    windows.open({ kind: 'status', entry: 'Demo ISP' });
    expect(opened).toHaveLength(2);
    expect(last().did.slice(-3)).toEqual(['restore', 'show', 'focus']);
  });

  it('of properties is the same whatever page is asked for', () => {
    const { last, opened, windows } = made();
    windows.open({ kind: 'properties', entry: 'Office', page: 'security' });
    expect(last().address).toBe('dun://app/index.html?window=properties&entry=Office&page=security');
    windows.open({ kind: 'properties', entry: 'Office' });
    expect(opened).toHaveLength(1);
  });

  it('is one too many at some point, which is told; those there are are still raised', () => {
    const { opened, reports, windows } = made();
    for (let count = 0; count < mostWindows + 2; count += 1)
      windows.open({ kind: 'status', entry: `Entry ${count}` });
    expect(opened).toHaveLength(mostWindows);
    expect(reports).toHaveLength(2);
    windows.open({ kind: 'status', entry: 'Entry 0' });
    expect(opened[0]?.did.at(-1)).toBe('focus');
    opened[1]?.close();
    windows.open({ kind: 'about' });
    expect(opened).toHaveLength(mostWindows + 1);
  });

  it('can be opened again after it was closed', () => {
    const { last, opened, windows } = made();
    windows.open({ kind: 'about' });
    windows.close(last().webContents);
    expect(windows.count).toBe(0);
    windows.open({ kind: 'about' });
    expect(opened).toHaveLength(2);
  });

  it('writes an entry’s name into its address so that nothing of it is misread', () => {
    const { last, windows } = made();
    windows.open({ kind: 'terminal', entry: 'Büro & <Co> ?window=about#x' });
    const address = new URL(last().address);
    expect(address.pathname).toBe('/terminal.html');
    expect([...address.searchParams]).toEqual([
      ['window', 'terminal'],
      ['entry', 'Büro & <Co> ?window=about#x'],
    ]);
  });

  it('has a sandboxed, isolated page without Node, whatever its kind', () => {
    const { last, windows } = made();
    for (const kind of ['folder', 'wizard', 'settings', 'dialing', 'log', 'about'] as const) {
      windows.open({ kind });
      expect(last().options.webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: false,
        preload: '/app/preload.cjs',
      });
      expect(last().did).toContain('removeMenu');
    }
  });
});

describe('a dialog', () => {
  it('shows itself when it has fitted what it holds', () => {
    const { last, windows } = made();
    windows.open({ kind: 'settings' });
    last().emit('ready-to-show');
    expect(last().visible).toBe(false);
    windows.fit(last().webContents, { width: 333, height: 222 });
    expect(last().size).toEqual([333, 222]);
    expect(last().visible).toBe(true);
  });

  it('shows itself all the same when its page never says how large it is', () => {
    const { clock, last, windows } = made();
    windows.open({ kind: 'settings' });
    last().emit('ready-to-show');
    clock.advance(1_000);
    expect(last().visible).toBe(true);
  });

  it('that is closed before it was shown stays closed', () => {
    const { clock, last, windows } = made();
    windows.open({ kind: 'settings' });
    last().emit('ready-to-show');
    last().close();
    expect(clock.waiting).toBe(0);
    expect(last().visible).toBe(false);
  });

  it('belongs to the folder when it is part of its work, and not when a call needs it', () => {
    const { last, opened, windows } = made();
    windows.open({ kind: 'folder' });
    windows.open({ kind: 'connect', entry: 'Office' });
    expect(last().options.parent).toBe(opened[0]);
    windows.open({ kind: 'connecting', entry: 'Office' });
    expect(last().options.parent).toBeUndefined();
  });
});

describe('the folder', () => {
  it('has the size it had, and remembers a new one', () => {
    const { last, remembered, windows } = made({ width: 700, height: 500 });
    windows.open({ kind: 'folder' });
    expect(last().size).toEqual([700, 500]);
    last().size = [640, 480];
    last().emit('resize');
    expect(remembered).toEqual([{ width: 640, height: 480 }]);
  });

  it('is shown as soon as it has something to show', () => {
    const { last, windows } = made();
    windows.open({ kind: 'folder' });
    expect(last().visible).toBe(false);
    last().emit('ready-to-show');
    expect(last().visible).toBe(true);
  });
});

it('windows of an entry that is gone close, the others stay', () => {
  const { opened, windows } = made();
  windows.open({ kind: 'connect', entry: 'Office' });
  windows.open({ kind: 'connect', entry: 'Demo ISP' });
  windows.open({ kind: 'log' });
  windows.closeOf(['connect', 'properties'], 'Office');
  expect(opened.map((window) => window.isDestroyed())).toEqual([true, false, false]);
});
