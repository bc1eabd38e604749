/** A window's size and place: main speaks of the page inside, Chromium of the window around it. */
import type { Bounds } from '../devtools/commands.ts';
import { complain, host } from '../host.ts';
import type { HostWebContents } from '../page/web-contents.ts';

type Size = readonly [width: number, height: number];

/** Runs in the page. Zoomed, a page's pixel is larger than the desktop's. */
const measure = `(first) => {
  const scale = devicePixelRatio / (first ?? devicePixelRatio);
  return [outerWidth - innerWidth * scale, outerHeight - innerHeight * scale, scale, devicePixelRatio];
}`;

export class WindowFrame {
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

  /** Before there is a page to measure: nearly right, and a dialog in the middle of what it belongs to. */
  async #place(parent: WindowFrame | undefined): Promise<void> {
    const [width, height] = this.#size;
    if (parent === undefined) {
      await this.#set({ width, height });
      return;
    }
    const around = await parent.bounds();
    const left = Math.max(0, Math.round(around.left + (around.width - width) / 2));
    const top = Math.max(0, Math.round(around.top + (around.height - height) / 3));
    await this.#set({ left, top, width, height });
  }

  async #fit(width: number, height: number): Promise<void> {
    const measured = await this.#contents.ask(measure, this.#firstRatio ?? null);
    if (!Array.isArray(measured)) return;
    const [besideWidth = 0, besideHeight = 0, scale = 1, ratio = 1] = measured.map(Number);
    this.#firstRatio ??= ratio;
    await this.#set({
      width: Math.round(width * scale + besideWidth),
      height: Math.round(height * scale + besideHeight),
    });
  }
}
