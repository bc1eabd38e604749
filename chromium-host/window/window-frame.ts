/** A window's size and place: main speaks of the page inside, Chromium of the window around it. */
import { setTimeout as after } from 'node:timers/promises';
import type { Bounds } from '../devtools/commands.ts';
import { complain, host } from '../host.ts';
import type { HostWebContents } from '../page/web-contents.ts';

type Size = readonly [width: number, height: number];

interface Screen {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Both run in the page. Zoomed, a page's pixel is larger than the desktop's. */
const measure = `(first) => {
  const scale = devicePixelRatio / (first ?? devicePixelRatio);
  const page = [innerWidth * scale, innerHeight * scale, scale, devicePixelRatio];
  return [...page, screen.availLeft, screen.availTop, screen.availWidth, screen.availHeight];
}`;
const measurePage = '() => [innerWidth, innerHeight]';

/** Milliseconds between looks at a page that is to take a size, looks, and sizes given to a window that will not take them. */
const lookAgain = 15;
const looks = 20;
const attempts = 2;

/** In the middle across, a little above it down. */
const middle = (around: Screen, [width, height]: Size): Pick<Bounds, 'left' | 'top'> => ({
  left: Math.max(around.left, Math.round(around.left + (around.width - width) / 2)),
  top: Math.max(around.top, Math.round(around.top + (around.height - height) / 3)),
});

export class WindowFrame {
  /** Known since the first window had a page. */
  static #screen: Screen | undefined;
  readonly #contents: HostWebContents;
  #size: Size;
  #hidden = false;
  #firstRatio: number | undefined;
  /** Sizes are set one after the other; this settles with the last. */
  #settling: Promise<void>;

  constructor(contents: HostWebContents, size: Size, parent: WindowFrame | undefined) {
    this.#contents = contents;
    this.#size = size;
    this.#settling = contents.attached.then(() => this.#place(parent)).catch(complain);
    contents.on('content-state', (width, height, hidden) => {
      if (!hidden) this.#size = [width, height];
      this.#hidden = hidden;
    });
    contents.once('dom-ready', () => this.setContentSize(...size));
  }

  get contentSize(): Size {
    return this.#size;
  }

  get minimized(): boolean {
    return this.#hidden;
  }

  restore(): void {
    this.#contents.attached.then(() => this.#set({ windowState: 'normal' })).catch(complain);
  }

  setContentSize(width: number, height: number): void {
    this.#size = [width, height];
    this.#settling = this.#settling.then(() => this.#settle(width, height)).catch(complain);
  }

  async bounds(): Promise<Required<Omit<Bounds, 'windowState'>> & Bounds> {
    const { targetId } = await this.#contents.attached;
    const { bounds } = await host.chromium.send('Browser.getWindowForTarget', { targetId });
    const { left = 0, top = 0, width = 0, height = 0, windowState } = bounds;
    return { left, top, width, height, ...(windowState === undefined ? {} : { windowState }) };
  }

  async #set(bounds: Bounds): Promise<void> {
    const { targetId } = await this.#contents.attached;
    const { windowId } = await host.chromium.send('Browser.getWindowForTarget', { targetId });
    await host.chromium.send('Browser.setWindowBounds', { windowId, bounds });
  }

  /** Before there is a page to measure: nearly right, in the middle of what it belongs to or of the screen. */
  async #place(parent: WindowFrame | undefined): Promise<void> {
    const [width, height] = this.#size;
    const around = (await parent?.bounds()) ?? WindowFrame.#screen;
    await this.#set({ width, height, ...(around === undefined ? {} : middle(around, this.#size)) });
  }

  /** A page hears of its own size and of its window's one after the other: what is measured in between gives a wrong frame. */
  async #settle(width: number, height: number): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await this.#fit(width, height);
      for (let look = 0; look < looks; look += 1) {
        const page = await this.#contents.ask(measurePage);
        if (!Array.isArray(page)) return;
        if (Math.abs(Number(page[0]) - width) <= 1 && Math.abs(Number(page[1]) - height) <= 1) return;
        await after(lookAgain);
      }
    }
  }

  async #fit(width: number, height: number): Promise<void> {
    const measured = await this.#contents.ask(measure, this.#firstRatio ?? null);
    if (!Array.isArray(measured)) return;
    const [pageWidth = 0, pageHeight = 0, scale = 1, ratio = 1, ...onScreen] = measured.map(Number);
    const [left = 0, top = 0, screenWidth = 0, screenHeight = 0] = onScreen;
    // Not the page's word for it: a page beneath another window hears late of its own window's size.
    const around = await this.bounds();
    this.#firstRatio ??= ratio;
    const first = WindowFrame.#screen === undefined;
    WindowFrame.#screen ??= { left, top, width: screenWidth, height: screenHeight };
    await this.#set({
      ...(first ? middle(WindowFrame.#screen, [width, height]) : {}),
      width: Math.round(width * scale + around.width - pageWidth),
      height: Math.round(height * scale + around.height - pageHeight),
    });
  }
}
