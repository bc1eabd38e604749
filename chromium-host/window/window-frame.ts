/** A window's size and place: main speaks of the page inside, Chromium of the window around it. */
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
  return [outerWidth - innerWidth * scale, outerHeight - innerHeight * scale, scale, devicePixelRatio];
}`;
const measureScreen = `() => {
  const { availLeft: left, availTop: top, availWidth: width, availHeight: height } = screen;
  return { left, top, width, height };
}`;

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
    this.#settling = this.#settling.then(() => this.#fit(width, height)).catch(complain);
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

  async #fit(width: number, height: number): Promise<void> {
    const measured = await this.#contents.ask(measure, this.#firstRatio ?? null);
    if (!Array.isArray(measured)) return;
    const [besideWidth = 0, besideHeight = 0, scale = 1, ratio = 1] = measured.map(Number);
    this.#firstRatio ??= ratio;
    const first = WindowFrame.#screen === undefined;
    WindowFrame.#screen ??= (await this.#contents.ask(measureScreen)) as Screen;
    await this.#set({
      ...(first ? middle(WindowFrame.#screen, [width, height]) : {}),
      width: Math.round(width * scale + besideWidth),
      height: Math.round(height * scale + besideHeight),
    });
  }
}
