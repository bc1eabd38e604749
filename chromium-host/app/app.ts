/** app: the program's life, its name and its places. */
import { EventEmitter } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { GoneError } from '../devtools/pipe.ts';
import type { Preventable } from '../event.ts';
import { preventable } from '../event.ts';
import { host } from '../host.ts';
import type { HostWebContents } from '../page/web-contents.ts';
import { openWindows } from '../window/open-windows.ts';
import { packageFileOf } from './package-file.ts';
import { runtimeDirectory } from './runtime-directory.ts';
import { SingleInstance } from './single-instance.ts';

interface Events {
  ready: [];
  activate: [];
  'window-all-closed': [];
  'before-quit': [event: Preventable];
  'will-quit': [event: Preventable];
  quit: [event: object, code: number];
  'second-instance': [event: object, argv: readonly string[], directory: string, data: unknown];
  'web-contents-created': [event: object, contents: HostWebContents];
}

export type Place = 'home' | 'appData' | 'userData' | 'temp' | 'logs' | 'exe';

/** Milliseconds that main may go on without a browser, once it has been asked to end. */
const finishingTime = 5000;

export class HostApp extends EventEmitter<Events> {
  readonly isPackaged = false;
  readonly #package = packageFileOf(resolve(process.argv[1] ?? '.'));
  readonly #directory = runtimeDirectory(this.#package.name);
  readonly #ready = Promise.withResolvers<undefined>();
  /** What else ends with the program: an icon in the tray. */
  readonly #closing = new Set<() => void>();
  readonly #paths = new Map<Place, string>();
  #name = this.#package.name;
  #instance: SingleInstance | undefined;
  #browser: 'none' | 'starting' | 'ready' = 'none';
  /** Main was asked to end and has said: not yet. */
  #finishing = false;
  #ending = false;

  /** Before main runs: looks whether we are the first, and starts the browser at once when we are. */
  async prepare(): Promise<void> {
    // Before there is anything that could stay behind.
    process.once('exit', () => host.abandon());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
    this.#instance = await SingleInstance.find(join(this.#directory, 'first'));
    if (!this.#instance.isTaken) this.#start();
    // Electron's own rule, unless main has one.
    this.on('window-all-closed', () => {
      if (this.listenerCount('window-all-closed') === 1) this.quit();
    });
  }

  whenReady(): Promise<void> {
    this.#start();
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#browser === 'ready';
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return this.#package.version;
  }

  getAppPath(): string {
    return this.#package.folder;
  }

  setPath(place: Place, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    this.#paths.set(place, path);
  }

  getPath(place: Place): string {
    const set = this.#paths.get(place);
    if (set !== undefined) return set;
    const home = process.env.HOME ?? homedir();
    const given = process.env.XDG_CONFIG_HOME;
    const appData = given !== undefined && isAbsolute(given) ? given : join(home, '.config');
    const paths: Readonly<Record<Place, string>> = {
      home,
      appData,
      userData: join(appData, this.#name),
      temp: tmpdir(),
      logs: join(appData, this.#name, 'logs'),
      exe: process.execPath,
    };
    return paths[place];
  }

  /** Chromium's sandbox is on whether asked for or not. */
  enableSandbox(): void {
    if (this.isReady()) throw new Error('enableSandbox() comes before the program is ready');
  }

  requestSingleInstanceLock(data: unknown = {}): boolean {
    const first = this.#instance?.acquire(data, ({ argv, directory, data: sent }) => {
      this.emit('second-instance', {}, argv, directory, sent);
    });
    // No other instance lives here: profiles in the folder belong to those that were killed.
    if (first === true) this.#sweep();
    return first ?? false;
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.held ?? false;
  }

  releaseSingleInstanceLock(): void {
    void this.#instance?.release();
  }

  /** Every window may object; then main may. */
  quit(): void {
    if (this.#ending) return;
    const before = preventable({});
    this.emit('before-quit', before);
    this.#finishing = before.defaultPrevented;
    if (before.defaultPrevented) return;
    for (const window of [...openWindows]) window.close();
    if (openWindows.size > 0) return;
    const will = preventable({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit();
  }

  /** Now, without asking anybody. */
  exit(code = 0): void {
    if (this.#ending) return;
    this.#ending = true;
    for (const window of [...openWindows]) window.destroy();
    this.emit('quit', {}, code);
    for (const close of this.#closing) close();
    void Promise.all([host.close(), this.#instance?.release()]).finally(() => process.exit(code));
  }

  /** Called when the program ends. */
  atExit(close: () => void): void {
    this.#closing.add(close);
  }

  notAtExit(close: () => void): void {
    this.#closing.delete(close);
  }

  #start(): void {
    if (this.#browser !== 'none' || this.#ending) return;
    this.#browser = 'starting';
    const lost = (reason: string): void => {
      const end = (): void => {
        if (this.#ending) return;
        process.stderr.write(`${reason}\n`);
        this.exit(1);
      };
      // Whoever ends a session ends us and the browser at once; what main still has to do needs no browser.
      if (this.#finishing) setTimeout(end, finishingTime);
      else end();
    };
    host
      .start({ directory: this.#directory, name: this.#package.name, words: process.argv.slice(2), lost })
      .then(
        (version) => {
          // Told to end while it started: main never hears that it could begin.
          if (this.#ending) return;
          Object.defineProperty(process.versions, 'chrome', { value: version, enumerable: true });
          this.#browser = 'ready';
          this.#ready.resolve(undefined);
          this.emit('ready');
        },
        (error: unknown) => {
          // That it has ended, and why, it tells by itself.
          if (!(error instanceof GoneError)) lost(error instanceof Error ? error.message : String(error));
        },
      );
  }

  #sweep(): void {
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name);
      if (name.startsWith('profile-') && path !== host.profile)
        rmSync(path, { recursive: true, force: true });
    }
  }
}

export const app = new HostApp();
