import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, Tray } from 'electron';
import { describe, expect, it } from 'vitest';
import type { TrayAction, TrayPicture } from './tray-model.ts';
import { TrayView } from './tray.ts';

class FakeTray extends EventEmitter {
  readonly did: string[] = [];
  menu: MenuItemConstructorOptions[] = [];
  setImage(file: string): void {
    this.did.push(`image ${file}`);
  }
  setToolTip(text: string): void {
    this.did.push(`tooltip ${text}`);
  }
  destroy(): void {
    this.did.push('destroy');
  }
}
function made() {
  const trays: FakeTray[] = [];
  const acted: TrayAction[] = [];
  const view = new TrayView({
    create: (file) => {
      const tray = new FakeTray();
      tray.did.push(`create ${file}`);
      trays.push(tray);
      return tray as unknown as Tray;
    },
    setMenu: (tray, items) => {
      const fake = tray as unknown as FakeTray;
      fake.did.push('menu');
      fake.menu = items;
    },
    iconFile: (icon) => `${icon}.png`,
    act: (action) => acted.push(action),
  });
  return { acted, trays, view };
}
const picture: TrayPicture = {
  icon: 'idle',
  tooltip: 'Office',
  menu: [
    { label: 'Open', action: { do: 'open' } },
    { label: 'Disconnect R&D', action: { do: 'disconnect', entry: 'R&D' }, apart: true },
  ],
  click: { do: 'status', entry: 'Office' },
};

describe('the icon in the tray', () => {
  it('is made with the picture, and touched again only where it differs', () => {
    const { trays, view } = made();
    view.show(picture);
    view.show({ ...picture });
    view.show({ ...picture, icon: 'both' });
    view.show({ ...picture, icon: 'both', tooltip: 'Office 2' });
    expect(trays).toHaveLength(1);
    expect(trays[0]?.did).toEqual([
      'create idle.png',
      'tooltip Office',
      'menu',
      'image both.png',
      'tooltip Office 2',
    ]);
  });

  it('goes when there is nothing to show, and comes again whole', () => {
    const { trays, view } = made();
    view.show(picture);
    view.show(undefined);
    expect(view.shown).toBe(false);
    view.show(picture);
    expect(trays[0]?.did.at(-1)).toBe('destroy');
    expect(trays[1]?.did).toEqual(['create idle.png', 'tooltip Office', 'menu']);
  });

  it('does what its menu and a click say; an ampersand in a name is no access key', () => {
    const { acted, trays, view } = made();
    view.show(picture);
    const [, line, disconnect] = trays[0]?.menu ?? [];
    expect(line?.type).toBe('separator');
    expect(disconnect?.label).toBe('Disconnect R&&D');
    (disconnect?.click as (() => void) | undefined)?.();
    trays[0]?.emit('click');
    expect(acted).toEqual([
      { do: 'disconnect', entry: 'R&D' },
      { do: 'status', entry: 'Office' },
    ]);
  });
});
