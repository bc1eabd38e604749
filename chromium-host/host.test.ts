/** The host with a real Chromium: what a page can see and do, what main hears, and that nothing stays. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort, HostProcess, startDisplay } from './testing/host-process.ts';

let display: Awaited<ReturnType<typeof startDisplay>>;
beforeAll(async () => void (display = await startDisplay()));
afterAll(() => display.stop());

/** Playwright's view of a host started with `--remote-debugging-port`. */
async function connect(port: number): Promise<{ browser: Browser; pages: () => Page[] }> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return { browser, pages: () => browser.contexts().flatMap((context) => context.pages()) };
}

/** Opens a window of the fixture in main; it is found again by its number. */
const openWindow = (host: HostProcess, address = 'dun://app/index.html', width = '400', height = '200') =>
  host.main(
    async ({ BrowserWindow }, state, ...[url, preload, width, height]) => {
      const window = new BrowserWindow({
        width: Number(width),
        height: Number(height),
        useContentSize: true,
        webPreferences: { preload: preload! },
      });
      const events: string[] = ((state[`events${window.id}`] as string[] | undefined) ??= []);
      window.on('close', () => events.push('close'));
      window.on('closed', () => events.push('closed'));
      window.once('ready-to-show', () => events.push('ready-to-show'));
      window.webContents.on('will-navigate', (event) => events.push(`will-navigate ${event.url}`));
      window.webContents.setWindowOpenHandler(({ url }) => {
        events.push(`open ${url}`);
        return { action: 'deny' };
      });
      await window.loadURL(url!);
      return window.id;
    },
    address,
    host.preload,
    width,
    height,
  );

const eventsOf = (host: HostProcess, id: number): Promise<string[]> =>
  host.main((_electron, state, id) => state[`events${id}`] as string[], String(id));

describe('a page', { timeout: 30_000 }, () => {
  let host: HostProcess;
  let browser: Browser;
  let page: Page;
  let id: number;

  beforeAll(async () => {
    const port = await freePort();
    host = await HostProcess.start({ display: display.display, words: [`--remote-debugging-port=${port}`] });
    await host.main(({ ipcMain }, state) => {
      ipcMain.handle('echo', (event, value: unknown) => ({ value, url: event.senderFrame?.url }));
      ipcMain.handle('fail', () => {
        throw new Error('as it should');
      });
      ipcMain.handle('secret', () => (state.secret = 'asked for'));
    });
    id = await openWindow(host, 'dun://app/index.html?window=folder&entry=Demo%20ISP');
    const view = await connect(port);
    ({ browser } = view);
    page = view.pages()[0]!;
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  it('is preceded by its title, not by what the browser has to say about an address nobody answers', async () => {
    const session = await browser.newBrowserCDPSession();
    const titles = async (): Promise<string[]> =>
      (await session.send('Target.getTargets')).targetInfos.map(({ title }) => title);
    await host.main(({ BrowserWindow }, state) => {
      state.early = new BrowserWindow({ width: 300, height: 200, title: 'R&D <Office>' });
    });
    // An error's title is the name of the host.
    await expect.poll(titles).toContain('R&D <Office>');
    await host.main(async (_electron, state) => {
      const window = state.early as Electron.BrowserWindow;
      await window.loadURL('dun://app/index.html');
      window.destroy();
    });
    await expect.poll(titles).not.toContain('R&D <Office>');
    await session.detach();
  });

  it('sees what its preload exposes and nothing of what carries it', async () => {
    const seen = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      const own = Object.getOwnPropertyNames(window).filter(
        (name) => !usual.has(name) && !/^\d+$/.test(name),
      );
      return { own, require: typeof (window as unknown as Record<string, unknown>).require };
    });
    expect(seen.own.filter((name) => !name.startsWith('__playwright') && !name.startsWith('__pw'))).toEqual([
      'test',
      'pageScriptRan',
    ]);
    expect(seen.require).toBe('undefined');
  });

  it('cannot change what is exposed', async () => {
    const kept = await page.evaluate(() => {
      const exposed = window as unknown as { test: { echo: unknown } };
      const { test } = exposed;
      try {
        exposed.test = { echo: 1 };
      } catch {
        // Strict code throws, sloppy code is ignored.
      }
      try {
        test.echo = 1;
      } catch {
        // The same.
      }
      return exposed.test === test && typeof test.echo === 'function';
    });
    expect(kept).toBe(true);
  });

  it('is answered by main, which knows who asks', async () => {
    const answer = await page.evaluate(() =>
      (window as unknown as { test: { echo(value: unknown): Promise<unknown> } }).test.echo({
        list: [1, 'zwei', null],
      }),
    );
    expect(answer).toEqual({
      value: { list: [1, 'zwei', null] },
      url: 'dun://app/index.html?window=folder&entry=Demo%20ISP',
    });
  });

  it.each([
    ['fail', "Error invoking remote method 'fail': Error: as it should"],
    ['nobody', "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'"],
  ])('is told why "%s" failed', async (channel, message) => {
    const said = await page.evaluate(
      (channel) =>
        (window as unknown as { test: { invoke(channel: string): Promise<unknown> } }).test
          .invoke(channel)
          .then(
            () => 'no error',
            (error: unknown) => (error as Error).message,
          ),
      channel,
    );
    expect(said).toBe(message);
  });

  it('that tampers with what carries the bridge spoils its own end at most', async () => {
    const heard = await page.evaluate(async () => {
      const { test } = window as unknown as { test: { echo(value: unknown): Promise<{ value: unknown }> } };
      const { apply } = Reflect;
      const stringify = JSON.stringify;
      const names = new Set<string>();
      // Between the worlds nothing is secret to a page: it learns what its messages are called.
      Reflect.apply = ((target: () => unknown, self: unknown, values: unknown[]) => {
        if (values[0] instanceof CustomEvent) names.add(values[0].type);
        return apply(target, self, values) as unknown;
      }) as typeof Reflect.apply;
      JSON.stringify = () => '{"type":"invoke","id":1,"channel":"secret","values":[]}';
      Object.assign(Object.prototype, { channel: 'secret', type: 'invoke' });
      const answers = [await test.echo('one')];
      Reflect.apply = apply;
      JSON.stringify = stringify;
      for (const name of ['channel', 'type']) Reflect.deleteProperty(Object.prototype, name);
      const forged: unknown[] = [
        null,
        {},
        { say: 'call', call: 1, of: -1, values: [{ value: 'secret' }] },
        { say: 'call', call: 2, of: 'constructor', values: [] },
        { say: 'expose', key: 'echo', api: { value: 'mine' } },
        { say: 'settled', promise: 1, ok: true, value: { members: [['__proto__', { value: 'mine' }]] } },
        { say: 'returned', call: 1, value: {} },
      ];
      for (const name of names)
        for (const detail of forged) document.dispatchEvent(new CustomEvent(name, { detail }));
      answers.push(await test.echo('two'));
      return { learnt: names.size, answers: answers.map(({ value }) => value) };
    });
    expect(heard).toEqual({ learnt: 1, answers: ['one', 'two'] });
    expect(await host.main((_electron, state) => state.secret ?? 'never asked for')).toBe('never asked for');
    expect(host.said).toBe('');
  });

  it('hears main until it listens no more', async () => {
    await page.evaluate(() => {
      const heard: unknown[] = [];
      const { test } = window as unknown as { test: { on(listener: (value: unknown) => void): () => void } };
      Object.assign(document, { heard, stop: test.on((value) => heard.push(value)) });
    });
    const send = (value: string) =>
      host.main(({ BrowserWindow }, _state, value) => {
        BrowserWindow.getAllWindows()[0]!.webContents.send('tick', { value });
      }, value);
    const heard = () => page.evaluate(() => (document as unknown as { heard: unknown[] }).heard);
    await send('one');
    await expect.poll(heard).toEqual([{ value: 'one' }]);
    await page.evaluate(() => (document as unknown as { stop(): void }).stop());
    await send('two');
    // A round trip later everything sent before has arrived.
    await page.evaluate(() =>
      (window as unknown as { test: { echo(value: unknown): Promise<unknown> } }).test.echo(0),
    );
    expect(await heard()).toEqual([{ value: 'one' }]);
  });

  it('runs its own scripts and, by its policy, no other', async () => {
    expect(await page.evaluate(() => 'pageScriptRan' in window)).toBe(true);
    expect(await page.evaluate(() => 'inline' in window)).toBe(false);
  });

  it.each(['https://example.org/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'dun://app/other.html'])(
    'is not led away to %s',
    async (url) => {
      await page.evaluate((url) => void (location.href = url), url).catch(() => undefined);
      await page.evaluate(() =>
        (window as unknown as { test: { echo(value: unknown): Promise<unknown> } }).test.echo(0),
      );
      expect(page.url()).toBe('https://dun.invalid/index.html?window=folder&entry=Demo%20ISP');
    },
  );

  it('goes nowhere when main says no', async () => {
    await host.main(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.webContents.once('will-navigate', (event) => event.preventDefault());
    });
    await page.evaluate(() => void (location.href = '/other.html'));
    await expect.poll(() => eventsOf(host, id)).toContain('will-navigate dun://app/other.html');
    expect(await page.evaluate(() => document.title)).toBe('Fixture');
  });

  it('opens no window, and main hears of the attempt', async () => {
    const before = browser.contexts().flatMap((context) => context.pages()).length;
    // Often: a page must never be left waiting for a window that is gone.
    for (let time = 0; time < 30; time += 1) await page.evaluate(() => void window.open('/other.html'));
    await expect.poll(() => eventsOf(host, id)).toContainEqual(expect.stringMatching(/^open /));
    await expect.poll(() => browser.contexts().flatMap((context) => context.pages()).length).toBe(before);
  });

  it('loads nothing from elsewhere', async () => {
    const loaded = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const image = new Image();
          image.onload = () => resolve('loaded');
          image.onerror = () => resolve('refused');
          image.src = 'https://example.org/picture.png';
        }),
    );
    expect(loaded).toBe('refused');
  });

  it('keeps a window of the size main asks for', async () => {
    const inner = () => page.evaluate(() => [innerWidth, innerHeight]);
    await expect.poll(inner).toEqual([400, 200]);
    await host.main(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.setContentSize(333, 222);
    });
    await expect.poll(inner).toEqual([333, 222]);
    const known = await host.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getContentSize());
    expect(known).toEqual([333, 222]);
  });

  it('comes back with its bridge after a reload', async () => {
    await page.reload();
    const answer = await page.evaluate(() =>
      (window as unknown as { test: { echo(value: unknown): Promise<unknown> } }).test.echo(7),
    );
    expect(answer).toMatchObject({ value: 7 });
  });
});

describe('the program', { timeout: 30_000 }, () => {
  const running: HostProcess[] = [];
  const start = async (words: readonly string[] = [], directory?: string): Promise<HostProcess> => {
    const host = await HostProcess.start({
      display: display.display,
      words,
      ...(directory ? { directory } : {}),
    });
    running.push(host);
    return host;
  };
  afterEach(async () => {
    for (const host of running.splice(0)) await host.stop();
  });

  it('opens no port', async () => {
    const host = await start();
    await openWindow(host);
    const commands = chromiumsOf(host.directory);
    expect(commands).not.toEqual([]);
    for (const command of commands) expect(command).not.toContain('--remote-debugging-port');
  });

  it('tells main when the user or main itself closes a window', async () => {
    const port = await freePort();
    const host = await start([`--remote-debugging-port=${port}`]);
    const byUser = await openWindow(host, 'dun://app/index.html?by=user');
    const byMain = await openWindow(host, 'dun://app/index.html?by=main');
    const { browser, pages } = await connect(port);
    await pages()
      .find((page) => page.url().endsWith('?by=user'))!
      .close();
    await expect.poll(() => eventsOf(host, byUser)).toEqual(['ready-to-show', 'close', 'closed']);
    await host.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    expect(await eventsOf(host, byMain)).toEqual(['ready-to-show', 'close', 'closed']);
    await expect.poll(() => pages().length).toBe(0);
    await browser.close();
  });

  it('keeps no page that was left: going back makes it anew', async () => {
    const port = await freePort();
    const host = await start([`--remote-debugging-port=${port}`]);
    const load = (address: string) =>
      host.main(
        ({ BrowserWindow }, _state, address) => BrowserWindow.getAllWindows()[0]!.loadURL(address),
        address,
      );
    await openWindow(host);
    const { browser, pages } = await connect(port);
    const page = pages()[0]!;
    await load('dun://app/index.html?first');
    await page.waitForURL('**?first');
    await page.evaluate(() => Object.assign(globalThis, { kept: true }));
    await load('dun://app/index.html?second');
    await page.waitForURL('**?second');
    await page.goBack();
    expect(page.url()).toContain('?first');
    expect(await page.evaluate(() => 'kept' in globalThis)).toBe(false);
    await browser.close();
  });

  it('keeps its browser when the last window has closed', async () => {
    const host = await start();
    for (let round = 0; round < 3; round += 1) {
      await openWindow(host);
      await host.main(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        const closed = new Promise<void>((resolve) => window!.once('closed', () => resolve()));
        window!.close();
        await closed;
      });
    }
    expect(await host.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  });

  it('tells the first instance what the second was started with, and who is first', async () => {
    const first = await start();
    const lock = (host: HostProcess, data: string) =>
      host.main(({ app }, state, data) => {
        app.on('second-instance', (_event, _argv, _directory, data) => void (state.second = data));
        return app.requestSingleInstanceLock({ data });
      }, data);
    expect(await lock(first, 'first')).toBe(true);
    const second = await start([], first.directory);
    expect(await lock(second, 'open the log')).toBe(false);
    await second.main(({ app }) => app.quit());
    expect(await second.ended).toBe(0);
    await expect.poll(() => first.main((_electron, state) => state.second)).toEqual({ data: 'open the log' });
  });

  it('leaves no process and no profile when it quits', async () => {
    const host = await start();
    await openWindow(host);
    await host.main(({ app }) => void setImmediate(() => app.quit()));
    expect(await host.ended).toBe(0);
    expect(chromiumsOf(host.directory)).toEqual([]);
    expect(profilesOf(host)).toEqual([]);
  });

  it('lets main finish when Ctrl+C in a terminal goes to everybody in its group', async () => {
    const host = await start();
    await openWindow(host);
    await host.main(({ app, BrowserWindow }) => {
      let finished = false;
      app.on('before-quit', (event) => {
        if (finished) return;
        event.preventDefault();
        finished = true;
        // Not before the browser has had every opportunity to go: it answers, so it is there.
        const [window] = BrowserWindow.getAllWindows();
        void window!.loadURL('dun://app/other.html').then(() => {
          console.error('finished');
          app.quit();
        });
      });
    });
    process.kill(-host.process.pid!, 'SIGINT');
    expect(await host.ended).toBe(0);
    expect(host.said).toBe('finished\n');
  });

  it('lets main finish when the session ends the browser as well', async () => {
    const host = await start();
    await openWindow(host);
    await host.main(({ app }, state) => {
      app.once('before-quit', (event) => {
        event.preventDefault();
        state.asked = true;
      });
    });
    host.process.kill('SIGTERM');
    await expect.poll(() => host.main((_electron, state) => state.asked)).toBe(true);
    process.kill(chromiumPids(host.directory)[0]!, 'SIGTERM');
    await expect.poll(() => chromiumsOf(host.directory)).toEqual([]);
    await host.main(({ app }) => void setImmediate(() => app.quit()));
    expect(await host.ended).toBe(0);
    expect(host.said).toBe('');
  });

  it('says nothing and leaves nothing when it is to end while its browser starts', async () => {
    const host = HostProcess.spawn({ display: display.display });
    running.push(host);
    await expect.poll(() => profilesOf(host), { interval: 1 }).toHaveLength(1);
    host.process.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(host.answered).toBe(false);
    expect(host.said).toBe('');
    expect(chromiumsOf(host.directory)).toEqual([]);
    expect(profilesOf(host)).toEqual([]);
  });

  it('has nothing to say of windows that close before they are there', async () => {
    const host = await start();
    await host.main(({ BrowserWindow, session }) => {
      const load = () => {
        const window = new BrowserWindow();
        window.loadURL('dun://app/index.html').catch(() => undefined);
        return window;
      };
      load().destroy();
      load().close();
      return new Promise<void>((resolve) => {
        // Asked just before the page is sent for.
        const window = load();
        window.once('closed', () => setImmediate(resolve));
        session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => {
          window.destroy();
          callback(false);
        });
      });
    });
    await host.main(({ app, BrowserWindow }) => {
      void new BrowserWindow().loadURL('dun://app/index.html').catch(() => undefined);
      setImmediate(() => app.quit());
    });
    expect(await host.ended).toBe(0);
    expect(host.said).toBe('');
    expect(chromiumsOf(host.directory)).toEqual([]);
  });

  it('has nothing to say of windows that close while they take their size', async () => {
    const host = await start();
    await host.main(async ({ BrowserWindow }) => {
      for (let round = 0; round < 8; round += 1) {
        const window = new BrowserWindow();
        const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
        // That is when the first is to be measured; a little later in each round.
        window.once('ready-to-show', () => setTimeout(() => window.close(), round));
        window.loadURL('dun://app/index.html').catch(() => undefined);
        await closed;
      }
    });
    await openWindow(host);
    expect(host.said).toBe('');
  });

  it('shows no window that was closed before it came', async () => {
    const port = await freePort();
    const host = await start([`--remote-debugging-port=${port}`]);
    const { browser, pages } = await connect(port);
    await host.main(({ BrowserWindow }) => {
      new BrowserWindow().destroy();
      new BrowserWindow().close();
    });
    await openWindow(host, 'dun://app/index.html?last');
    await expect.poll(() => pages().map((page) => new URL(page.url()).search)).toEqual(['?last']);
    expect(host.said).toBe('');
    await browser.close();
  });

  it('opens one window by one request, even if the browser takes it late', async () => {
    const host = await start();
    const opened = await withStoppedChromium(host);
    process.kill(opened.chromium, 'SIGCONT');
    await expect.poll(() => eventsOf(host, opened.window)).toEqual(['ready-to-show']);
    await expect.poll(() => chromiumPids(host.directory)).toEqual([opened.chromium]);
    const another = await openWindow(host);
    expect(await eventsOf(host, another)).toEqual(['ready-to-show']);
  });

  it('leaves no second browser behind when it is to end while a window opens', async () => {
    const host = await start();
    await withStoppedChromium(host);
    host.process.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(host.said).toBe('');
    expect(chromiumsOf(host.directory)).toEqual([]);
    expect(profilesOf(host)).toEqual([]);
  });

  it('takes a second browser along when it is killed', async () => {
    const host = await start();
    const { chromium } = await withStoppedChromium(host);
    host.process.kill('SIGKILL');
    process.kill(chromium, 'SIGKILL');
    await host.ended;
    await expect.poll(() => chromiumsOf(host.directory), { timeout: 10_000 }).toEqual([]);
  });

  it("leaves nothing among temporary files and the user's own, however its browser ends", async () => {
    const host = await start();
    await openWindow(host);
    const [pid] = chromiumPids(host.directory);
    process.kill(pid!, 'SIGKILL');
    await host.ended;
    const seen = readdirSync(host.directory, { recursive: true });
    expect(seen.filter((name) => /chrom|crash/i.test(String(name)))).toEqual([]);
  });

  it('takes Chromium along when it is killed, and the next start clears up after it', async () => {
    const host = await start();
    await openWindow(host);
    host.process.kill('SIGKILL');
    await host.ended;
    await expect.poll(() => chromiumsOf(host.directory), { timeout: 10_000 }).toEqual([]);
    const next = await start([], host.directory);
    await next.main(({ app }) => app.requestSingleInstanceLock());
    expect(profilesOf(next)).toHaveLength(1);
  });

  it('ends with a message when Chromium does', async () => {
    const host = await start();
    await openWindow(host);
    const [pid] = chromiumPids(host.directory);
    process.kill(pid!, 'SIGKILL');
    expect(await host.ended).toBe(1);
    expect(host.said).toMatch(/chromium ended \(SIGKILL\)/);
  });
});

describe('the save dialog', { timeout: 30_000 }, () => {
  let host: HostProcess;
  let browser: Browser;
  let pages: () => Page[];

  beforeAll(async () => {
    const port = await freePort();
    host = await HostProcess.start({ display: display.display, words: [`--remote-debugging-port=${port}`] });
    ({ browser, pages } = await connect(port));
    mkdirSync(join(host.directory, 'logs'));
    writeFileSync(join(host.directory, 'logs/old.txt'), '');
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  /** The dialog's page, once it is ready for keys. */
  const open = async (): Promise<Page> => {
    await host.main(({ dialog }, state, directory) => {
      state.answer = undefined;
      void dialog
        .showSaveDialog({
          title: 'Save Log As',
          defaultPath: `${directory}/call.txt`,
          filters: [{ name: 'Text', extensions: ['txt'] }],
        })
        .then((answer) => (state.answer = answer));
    }, host.directory);
    await expect.poll(pages).toHaveLength(1);
    const [page] = pages();
    await page!.waitForFunction(() => document.activeElement?.id === 'name');
    return page!;
  };
  const answer = () => host.main((_electron, state) => state.answer);
  /** The page goes with its window while Playwright is still being told that the key was pressed. */
  const lastKey = (page: Page, key: string) => page.keyboard.press(key).catch(() => undefined);

  it('is answered by keyboard alone: into a folder, an existing name, No, another name', async () => {
    const page = await open();
    expect(await page.title()).toBe('Save Log As');
    await page.keyboard.press('Alt+I');
    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      (document.getElementById('folder') as HTMLOutputElement).value.endsWith('/logs'),
    );
    await page.keyboard.press('Alt+N');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('old');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('dialog')?.open);
    expect(await page.textContent('#text')).toContain('already exists');
    await page.keyboard.press('n');
    await page.waitForFunction(() => document.querySelector('dialog')?.open === false);
    await page.waitForFunction(() => {
      const name = document.getElementById('name') as HTMLInputElement;
      return document.activeElement === name && name.selectionStart === 0 && name.selectionEnd === 3;
    });
    await page.keyboard.type('new');
    await lastKey(page, 'Enter');
    await expect.poll(answer).toEqual({ canceled: false, filePath: join(host.directory, 'logs/new.txt') });
    await expect.poll(pages).toHaveLength(0);
  });

  it('replaces a file only after Yes', async () => {
    const page = await open();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('logs/old.txt');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('dialog')?.open);
    await lastKey(page, 'y');
    await expect.poll(answer).toEqual({ canceled: false, filePath: join(host.directory, 'logs/old.txt') });
    await expect.poll(pages).toHaveLength(0);
  });

  it.each(['Escape', 'its window closes'])('is called off: %s', async (how) => {
    const page = await open();
    if (how === 'Escape') await lastKey(page, 'Escape');
    else await page.close();
    await expect.poll(answer).toEqual({ canceled: true, filePath: '' });
    await expect.poll(pages).toHaveLength(0);
  });
});

/** Main has asked for a window of a browser that does not answer, and the second process that is to ask again is on its way. */
async function withStoppedChromium(host: HostProcess): Promise<{ window: number; chromium: number }> {
  const [chromium] = chromiumPids(host.directory);
  process.kill(chromium!, 'SIGSTOP');
  const window = await host.main(({ BrowserWindow }, state, preload) => {
    const window = new BrowserWindow({ webPreferences: { preload } });
    const events: string[] = (state[`events${window.id}`] = []);
    window.once('ready-to-show', () => events.push('ready-to-show'));
    window.loadURL('dun://app/index.html').catch(() => undefined);
    return window.id;
  }, host.preload);
  await expect.poll(() => chromiumPids(host.directory), { timeout: 5000 }).toHaveLength(2);
  return { window, chromium: chromium! };
}

function profilesOf(host: HostProcess): string[] {
  const folder = join(host.directory, 'host-fixture');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('profile-')) : [];
}

/** The main processes of the Chromium whose profile is below this folder. */
function chromiumPids(directory: string): number[] {
  return processes()
    .filter(({ command }) => command.includes(`--user-data-dir=${directory}`) && !command.includes('--type='))
    .map(({ pid }) => pid);
}

/** Every process of it. */
function chromiumsOf(directory: string): string[] {
  return processes()
    .map(({ command }) => command)
    .filter((command) => command.includes(`=${directory}/host-fixture/profile-`));
}

function processes(): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: commandOf(name) }));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
