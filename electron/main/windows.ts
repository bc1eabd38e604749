/** The program's windows: one of each kind and entry, in the desktop's frame, shown when there is something to see. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { WindowKind, WindowRequest } from '../../contract/app.ts';
import { pageAddress } from './addresses.ts';
import type { Clock } from './clock.ts';
import { windowKey, windowShapes } from './window-shapes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface WindowsHost {
  readonly clock: Clock;
  create(options: BrowserWindowConstructorOptions): BrowserWindow;
  readonly preload: string;
  /** A picture file for the desktop's window list. */
  readonly icon: string;
  readonly developerTools: boolean;
  folderSize(): Size | undefined;
  rememberFolderSize(size: Size): void;
  report(what: string, error?: unknown): void;
}

interface Held {
  readonly window: BrowserWindow;
  readonly request: WindowRequest;
  readonly reveal: () => void;
}

/** More than anybody looks at; a page gone bad could open them without end. */
export const mostWindows = 64;

/** A dialog is shown once it has fitted itself; one that never does is shown all the same after so many milliseconds. */
const patience = 1_000;

export class Windows {
  readonly #host: WindowsHost;
  readonly #held = new Map<string, Held>();

  constructor(host: WindowsHost) {
    this.#host = host;
  }

  get count(): number {
    return this.#held.size;
  }

  isOpen(request: WindowRequest): boolean {
    return this.#held.has(windowKey(request));
  }

  /** Opens the window, or raises it. */
  open(request: WindowRequest): void {
    const key = windowKey(request);
    const held = this.#held.get(key);
    if (held) raise(held.window);
    else if (this.#held.size < mostWindows) this.#create(key, request);
    else this.#host.report(`${key} is not opened: there are ${mostWindows} windows already`);
  }

  close(page: Pick<WebContents, 'id'>): void {
    this.#of(page)?.window.close();
  }

  of(page: Pick<WebContents, 'id'>): BrowserWindow | undefined {
    return this.#of(page)?.window;
  }

  /** Closes what shows an entry that is no more. */
  closeOf(kinds: readonly WindowKind[], entry: string): void {
    for (const { window, request } of this.#held.values())
      if (kinds.includes(request.kind) && 'entry' in request && request.entry === entry) window.close();
  }

  fit(page: Pick<WebContents, 'id'>, { width, height }: Size): void {
    const held = this.#of(page);
    if (!held) return;
    held.window.setContentSize(width, height);
    held.reveal();
  }

  #of(page: Pick<WebContents, 'id'>): Held | undefined {
    return [...this.#held.values()].find(({ window }) => window.webContents.id === page.id);
  }

  #create(key: string, request: WindowRequest): void {
    const { kind } = request;
    const shape = windowShapes[kind];
    const size = (kind === 'folder' ? this.#host.folderSize() : undefined) ?? shape;
    const parent = shape.belongsToFolder ? this.#held.get(windowKey({ kind: 'folder' }))?.window : undefined;
    const window = this.#host.create({
      width: size.width,
      height: size.height,
      useContentSize: true,
      resizable: shape.resizable,
      maximizable: shape.resizable,
      fullscreenable: false,
      autoHideMenuBar: true,
      show: false,
      title: 'Dial-Up Networking',
      // Until the page paints: the face of a 3D control, so that nothing flashes white.
      backgroundColor: '#c0c0c0',
      icon: this.#host.icon,
      ...(parent === undefined ? {} : { parent }),
      webPreferences: {
        preload: this.#host.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: this.#host.developerTools,
      },
    });
    window.removeMenu();
    const reveal = () => {
      if (!window.isDestroyed() && !window.isVisible()) window.show();
    };
    this.#held.set(key, { window, request, reveal });
    let cancelPatience: (() => void) | undefined;
    window.once('ready-to-show', () => {
      if (shape.resizable) reveal();
      else cancelPatience = this.#host.clock.after(patience, reveal);
    });
    if (kind === 'folder')
      window.on('resize', () => {
        const [width, height] = window.getContentSize();
        if (width !== undefined && height !== undefined) this.#host.rememberFolderSize({ width, height });
      });
    window.once('closed', () => {
      cancelPatience?.();
      this.#held.delete(key);
    });
    const address = pageAddress(request);
    window.loadURL(address).catch((error: unknown) => {
      // Closed before it was there: nobody wants to know.
      if (window.isDestroyed()) return;
      this.#host.report(`${address} could not be shown`, error);
      reveal();
    });
  }
}

function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
