/** The icon in the tray: there while its picture says so, redrawn only when the picture has changed. */
import type { MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayPicture } from './tray-model.ts';

export interface TrayHost {
  create(iconFile: string): Tray;
  setMenu(tray: Tray, items: MenuItemConstructorOptions[]): void;
  iconFile(icon: TrayIcon): string;
  act(action: TrayAction): void;
}

export class TrayView {
  readonly #host: TrayHost;
  #tray: Tray | undefined;
  #picture: TrayPicture | undefined;
  #menu = '';

  constructor(host: TrayHost) {
    this.#host = host;
  }

  get shown(): boolean {
    return this.#tray !== undefined;
  }

  show(picture: TrayPicture | undefined): void {
    if (picture === undefined) {
      this.#tray?.destroy();
      this.#tray = undefined;
      this.#picture = undefined;
      this.#menu = '';
      return;
    }
    const before = this.#picture;
    this.#picture = picture;
    if (!this.#tray) {
      this.#tray = this.#host.create(this.#host.iconFile(picture.icon));
      this.#tray.on('click', () => {
        if (this.#picture) this.#host.act(this.#picture.click);
      });
    } else if (before?.icon !== picture.icon) this.#tray.setImage(this.#host.iconFile(picture.icon));
    if (before?.tooltip !== picture.tooltip) this.#tray.setToolTip(picture.tooltip);
    // On Linux a menu is taken over as it is at this moment.
    const menu = JSON.stringify(picture.menu);
    if (menu === this.#menu) return;
    this.#menu = menu;
    this.#host.setMenu(
      this.#tray,
      picture.menu.flatMap((item) => this.#items(item)),
    );
  }

  #items({ label, action, apart }: TrayPicture['menu'][number]): MenuItemConstructorOptions[] {
    const item: MenuItemConstructorOptions = {
      // An entry's name may hold what a menu takes for an access key.
      label: label.replaceAll('&', '&&'),
      click: () => {
        this.#host.act(action);
      },
    };
    return apart ? [{ type: 'separator' }, item] : [item];
  }
}
