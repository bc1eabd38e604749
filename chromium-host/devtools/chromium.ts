/** A Chromium of our own: private profile, controlled by two pipes, nothing on any port; it lives as long as we do. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { CommandName, Commands, DevToolsEvent } from './commands.ts';
import { chromiumEnvironment } from './environment.ts';
import { browserNames, findChromium } from './find-chromium.ts';
import { handOver } from './hand-over.ts';
import { DevToolsPipe, GoneError } from './pipe.ts';

export interface ChromiumOptions {
  /** The profile is made in here. */
  readonly directory: string;
  /** The windows' class, by which a desktop finds the program's icon and groups its windows. */
  readonly windowClass: string;
  /** Our own command line; the switches meant for the browser are passed on. */
  readonly words: readonly string[];
  readonly heard: (event: DevToolsEvent) => void;
  /** It ended although nobody ended it. */
  readonly lost: (reason: string) => void;
}

/** For tests: Electron's own switch of this name does the same. */
const passedOn = /^--(?:remote-debugging-port|force-device-scale-factor)=[\d.]+$/;
/** The browser's words at its end that are worth repeating, in characters. */
const lastWords = 2000;
/** Milliseconds for Chromium to end by itself. */
const closingTime = 2000;

const flags = (profile: string, windowClass: string): string[] => [
  `--user-data-dir=${profile}`,
  `--class=${windowClass}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-breakpad',
  '--no-pings',
  '--autoplay-policy=no-user-gesture-required',
  // Requests for our own pages never get so far; any other would end at a port where nobody is, its name not even looked up.
  '--proxy-server=127.0.0.1:9',
  // Nobody goes back; a page that was left would stay in memory with a process of its own.
  '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,GlobalMediaControls,BackForwardCache',
];

/**
 * What each window opens with, before it is told its own size: otherwise it would fill the screen for a moment. The browser heeds
 * this on its first command line alone. Out of sight it must not begin: without a window manager such a window stays empty.
 */
const firstSize = '--window-size=500,360';

/** The desktop draws the frame and the title bar; no bubbles, no offers. */
const preferences = {
  browser: { custom_chrome_frame: false, has_seen_welcome_page: true },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
};

export class Chromium {
  readonly profile: string;
  readonly #program: string;
  readonly #flags: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #process: ChildProcess;
  readonly #pipe: DevToolsPipe;
  readonly #gone: Promise<void>;
  /** Second processes on their way, and their ends. */
  readonly #messengers = new Map<ChildProcess, Promise<void>>();
  #ending = false;

  /** Throws when there is no Chromium here. */
  constructor({ directory, windowClass, words, heard, lost }: ChromiumOptions) {
    const program = findChromium();
    if (program === undefined)
      throw new Error(`There is no Chromium here (looked for ${browserNames.join(', ')}).`);
    this.#program = program;
    this.profile = mkdtempSync(join(directory, 'profile-'));
    mkdirSync(join(this.profile, 'Default'), { mode: 0o700 });
    writeFileSync(join(this.profile, 'Default/Preferences'), JSON.stringify(preferences), { mode: 0o600 });
    this.#flags = flags(this.profile, windowClass);
    this.#environment = chromiumEnvironment(process.env, this.profile);
    const child = spawn(
      program,
      [
        ...this.#flags,
        firstSize,
        '--remote-debugging-pipe',
        '--no-startup-window',
        ...words.filter((word) => passedOn.test(word)),
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
        env: this.#environment,
        // A group of its own: Ctrl+C in our terminal is for us alone, who end it once main has finished.
        detached: true,
      },
    );
    this.#process = child;
    let complaint = '';
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => (complaint = (complaint + text).slice(-lastWords)));
    this.#pipe = new DevToolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable, heard);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => {
        resolve(`${program} ended (${signal ?? `status ${String(code)}`})\n${complaint.trim()}`.trim());
      });
    });
    this.#gone = ended.then(async (reason) => {
      const expected = this.#ending;
      this.#ending = true;
      this.#pipe.end();
      for (const messenger of this.#messengers.keys()) messenger.kill('SIGKILL');
      await Promise.all(this.#messengers.values());
      this.#removeProfile();
      if (!expected) lost(reason);
    });
  }

  send<C extends CommandName>(
    method: C,
    params: Commands[C]['params'],
    session?: string,
  ): Promise<Commands[C]['result']> {
    return this.#pipe.send(method, params, session);
  }

  /** Opens a window without a toolbar; it comes as a target with this address. */
  async openWindow(address: string): Promise<void> {
    const words = [this.#program, ...this.#flags, `--app=${address}`];
    if (await handOver(this.profile, words)) return;
    if (this.#ending) throw new GoneError('no window: Chromium is gone');
    await this.#sendMessenger(words.slice(1));
  }

  /**
   * The same by way of a second process, which finds the first and hands over. When the first is gone meanwhile it becomes a
   * browser itself, which nobody asked for: so it has pipes as well, and does not survive us or the first.
   */
  async #sendMessenger(words: readonly string[]): Promise<void> {
    const messenger = spawn(this.#program, [...words, '--remote-debugging-pipe'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: this.#environment,
      detached: true,
    });
    const arrived = new Promise<void>((resolve, reject) => {
      messenger.once('error', reject);
      messenger.once('close', (code) => {
        if (code === 0 || this.#ending) resolve();
        else reject(new Error(`${this.#program} opened no window (status ${String(code)})`));
      });
    });
    this.#messengers.set(messenger, arrived);
    await arrived.finally(() => this.#messengers.delete(messenger));
  }

  /** Resolves when it is gone and its profile with it. */
  async close(): Promise<void> {
    this.#ending = true;
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), closingTime);
    // No answer comes when it ends before it could give one; its end is what counts.
    await Promise.race([this.send('Browser.close', {}).catch(() => undefined), this.#gone]);
    await this.#gone;
    clearTimeout(timer);
  }

  /** For a process that is ending this instant: Chromium follows the end of the pipe, its profile goes now. */
  abandon(): void {
    this.#ending = true;
    for (const each of [this.#process, ...this.#messengers.keys()]) each.kill('SIGKILL');
    this.#removeProfile();
  }

  #removeProfile(): void {
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
