/** BrowserWindow: a window of the desktop's with a page in it, made of one of Chromium's app windows. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions } from 'electron';
import { app } from '../app/app.ts';
import type { Preventable } from '../event.ts';
import { preventable } from '../event.ts';
import { complain, host } from '../host.ts';
import type { OwnPage } from '../page/web-contents.ts';
import { HostWebContents } from '../page/web-contents.ts';
import { openWindows } from './open-windows.ts';
import { openingPage } from './opening-page.ts';
import { WindowFrame } from './window-frame.ts';

/**
 * What of Electron's options means something here. The frame is the desktop's and the page is sandboxed whatever is asked for;
 * a window shows as soon as it exists, for Chromium has none that waits unseen.
 */
export type WindowOptions = Pick<
  BrowserWindowConstructorOptions,
  | 'width'
  | 'height'
  | 'useContentSize'
  | 'minWidth'
  | 'minHeight'
  | 'resizable'
  | 'maximizable'
  | 'fullscreenable'
  | 'autoHideMenuBar'
  | 'show'
  | 'title'
  | 'backgroundColor'
  | 'icon'
  | 'webPreferences'
> & { readonly parent?: HostBrowserWindow };

interface Events {
  close: [event: Preventable];
  closed: [];
  'ready-to-show': [];
  show: [];
  resize: [];
  focus: [];
}

/** Both run in the page. */
const setTitle = '(title) => { if (document.title === "") document.title = title; }';
const setIcon = `(href) => {
  const link = document.createElement('link');
  document.head.append(Object.assign(link, { rel: 'icon', href }));
}`;

const all = new Set<HostBrowserWindow>();

export class HostBrowserWindow extends EventEmitter<Events> {
  static #lastId = 0;
  readonly id = (HostBrowserWindow.#lastId += 1);
  readonly webContents: HostWebContents;
  readonly #frame: WindowFrame;
  readonly #icon: WindowOptions['icon'];
  #title: string;
  #visible: boolean;
  #shown = false;
  #askedToClose = false;
  #destroyed = false;

  constructor(options: WindowOptions = {}, own?: OwnPage) {
    super();
    const { width = 800, height = 600, title = app.getName(), show = true, parent } = options;
    this.#title = title;
    this.#visible = show;
    this.#icon = options.icon;
    const contents = new HostWebContents({ preload: options.webPreferences?.preload, own });
    this.webContents = contents;
    this.#frame = new WindowFrame(contents, [width, height], parent?.frame);
    all.add(this);
    openWindows.add(this);
    contents.once('dom-ready', () => this.#ready());
    contents.on('content-state', (_width, _height, hidden) => {
      if (!hidden) this.emit('resize');
    });
    contents.once('destroyed', () => this.#gone());
    if (own === undefined) app.emit('web-contents-created', {}, contents);
    host.openWindow(contents, openingPage(title, options.backgroundColor)).catch((error: unknown) => {
      complain(error);
      this.destroy();
    });
  }

  static getAllWindows(): HostBrowserWindow[] {
    return [...all];
  }

  static fromWebContents(contents: HostWebContents): HostBrowserWindow | null {
    return HostBrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  /** Where it is on the screen, for windows that belong to it. */
  get frame(): WindowFrame {
    return this.#frame;
  }

  /** Its own, for windows that belong to it and look the same in a task list. */
  get icon(): WindowOptions['icon'] {
    return this.#icon;
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  show(): void {
    this.#visible = true;
    this.focus();
    this.emit('show');
  }

  focus(): void {
    if (this.isMinimized()) this.restore();
    this.webContents.focus();
  }

  isVisible(): boolean {
    return this.#visible && !this.#destroyed;
  }

  isMinimized(): boolean {
    return this.#frame.minimized;
  }

  restore(): void {
    this.#frame.restore();
  }

  setTitle(title: string): void {
    this.#title = title;
    if (this.#shown) this.#applyTitle();
  }

  setContentSize(width: number, height: number): void {
    this.#frame.setContentSize(width, height);
  }

  getContentSize(): number[] {
    return [...this.#frame.contentSize];
  }

  /** There is no menu bar: the page draws its own. */
  removeMenu(): void {
    // Chromium's app windows never have one.
  }

  /** Asks first, as the user's own closing does. */
  close(): void {
    if (this.#destroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Asks nobody. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#askedToClose = true;
    this.webContents.close();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #ready(): void {
    this.#shown = true;
    this.#applyTitle();
    this.#applyIcon();
    this.emit('ready-to-show');
  }

  /** A browser takes a window's picture from its page. */
  #applyIcon(): void {
    if (typeof this.#icon !== 'string') return;
    const picture = `data:image/png;base64,${readFileSync(this.#icon).toString('base64')}`;
    this.webContents.ask(setIcon, picture).catch(complain);
  }

  /** A page that names itself keeps its name. */
  #applyTitle(): void {
    this.webContents.ask(setTitle, this.#title).catch(complain);
  }

  /** Closed by main, or by the user: then main hears of both at once, for Chromium asks nobody. */
  #gone(): void {
    if (!this.#askedToClose) this.emit('close', preventable({}));
    this.#destroyed = true;
    all.delete(this);
    openWindows.delete(this);
    this.emit('closed');
    if (all.size === 0) app.emit('window-all-closed');
  }
}
