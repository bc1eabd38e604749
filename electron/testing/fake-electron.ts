/** Windows and pages as Electron has them, as far as our code asks: plain objects that remember what was done to them. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';

let lastId = 0;

export class FakePage extends EventEmitter {
  readonly id = (lastId += 1);
  readonly sent: { channel: string; body: unknown }[] = [];
  destroyed = false;
  openHandler: (() => { action: string }) | undefined;

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, body: unknown): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.sent.push({ channel, body });
  }

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('destroyed');
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakePage();
  readonly options: BrowserWindowConstructorOptions;
  readonly did: string[] = [];
  address = '';
  visible = false;
  minimized = false;
  size: [number, number];

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.size = [options.width ?? 0, options.height ?? 0];
  }

  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
  show(): void {
    this.visible = true;
    this.did.push('show');
  }
  focus(): void {
    this.did.push('focus');
  }
  restore(): void {
    this.minimized = false;
    this.did.push('restore');
  }
  removeMenu(): void {
    this.did.push('removeMenu');
  }
  isVisible(): boolean {
    return this.visible;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return this.webContents.destroyed;
  }
  setContentSize(width: number, height: number): void {
    this.size = [width, height];
  }
  getContentSize(): number[] {
    return [...this.size];
  }
  close(): void {
    this.webContents.destroy();
    this.emit('closed');
  }

  asWindow(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }
}
