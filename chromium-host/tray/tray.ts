/** Tray: an icon in the desktop's tray by way of the session bus. Without a bus or a tray it waits; nothing else suffers. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { MessageBus } from 'dbus-next';
import { app } from '../app/app.ts';
import { DBusMenu } from './dbus-menu.ts';
import type { HostMenu } from './menu.ts';
import { NotifierItem } from './notifier-item.ts';
import { readPng } from './png.ts';
import { registerItem } from './registration.ts';
import { connectBus } from './session-bus.ts';

const itemPath = '/StatusNotifierItem';
const menuPath = '/StatusNotifierItem/Menu';
interface Events {
  click: [];
}

export class HostTray extends EventEmitter<Events> {
  static #lastId = 0;
  readonly #item: NotifierItem;
  readonly #menu = new DBusMenu();
  readonly #bus: MessageBus | undefined;
  readonly #atExit = (): void => this.destroy();
  #destroyed = false;

  constructor(iconFile: string) {
    super();
    this.#item = new NotifierItem({
      id: app.getName(),
      title: app.getName(),
      menuPath,
      activated: () => this.emit('click'),
    });
    this.setImage(iconFile);
    this.#bus = connectBus(() => this.#silence());
    if (this.#bus !== undefined) void this.#appear(this.#bus);
    app.atExit(this.#atExit);
  }

  setImage(iconFile: string): void {
    this.#item.setIcon(readPng(readFileSync(iconFile)));
  }

  setToolTip(text: string): void {
    this.#item.setToolTip(text);
  }

  setContextMenu(menu: HostMenu | null): void {
    this.#menu.setMenu(menu);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The host takes the icon away when our name leaves the bus. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    app.notAtExit(this.#atExit);
    this.#bus?.disconnect();
    this.#silence();
  }

  /** On a closed stream every change of the icon would throw, and so would answering what the panel asked in the same moment. */
  #silence(): void {
    if (this.#bus) this.#bus.send = () => undefined;
  }

  async #appear(bus: MessageBus): Promise<void> {
    bus.export(itemPath, this.#item);
    bus.export(menuPath, this.#menu);
    const name = `org.kde.StatusNotifierItem-${process.pid}-${(HostTray.#lastId += 1)}`;
    await registerItem(bus, name);
  }
}
