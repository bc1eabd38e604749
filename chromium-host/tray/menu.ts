/** Menu: what a tray icon's menu is made of. Windows have none; their pages draw their own. */
import type { MenuItemConstructorOptions } from 'electron';

export type MenuItemOptions = Pick<MenuItemConstructorOptions, 'label' | 'type' | 'enabled' | 'click'>;

export interface HostMenuItem {
  readonly label: string;
  readonly separator: boolean;
  readonly enabled: boolean;
  /** Electron hands over the item, the window and the event; nobody here looks at them. */
  click(): void;
}

export class HostMenu {
  readonly items: readonly HostMenuItem[];

  private constructor(items: readonly HostMenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemOptions[]): HostMenu {
    return new HostMenu(
      template.map(({ label = '', type = 'normal', enabled = true, click }) => {
        if (type !== 'normal' && type !== 'separator')
          throw new Error(`a tray menu here has no items of type ${type}`);
        return {
          label,
          enabled,
          separator: type === 'separator',
          click: (click as (() => void) | undefined) ?? (() => undefined),
        };
      }),
    );
  }

  /** Chromium's app windows never have a menu bar, so there is none to take away. */
  static setApplicationMenu(menu: HostMenu | null): void {
    if (menu !== null) throw new Error('windows have no menu bar here: their pages draw it');
  }
}
