/** A tray icon on the session bus: org.kde.StatusNotifierItem. */
import dbus from 'dbus-next';
import type { Pixels } from './png.ts';

type Pixmap = [width: number, height: number, argb: Buffer];

/** The text of a tooltip, unlike its title, may hold markup: ours never does. */
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export interface NotifierItemOptions {
  readonly id: string;
  readonly title: string;
  readonly menuPath: string;
  readonly activated: () => void;
}

export class NotifierItem extends dbus.interface.Interface {
  readonly Category = 'Communications';
  readonly Status = 'Active';
  readonly WindowId = 0;
  readonly IconName = '';
  readonly ItemIsMenu = false;
  readonly Id: string;
  readonly Title: string;
  readonly Menu: string;
  IconPixmap: Pixmap[] = [];
  ToolTip: [icon: string, pixmaps: Pixmap[], title: string, text: string] = ['', [], '', ''];
  readonly #activated: () => void;

  constructor({ id, title, menuPath, activated }: NotifierItemOptions) {
    super('org.kde.StatusNotifierItem');
    this.Id = id;
    this.Title = title;
    this.Menu = menuPath;
    this.#activated = activated;
  }

  setIcon({ width, height, argb }: Pixels): void {
    this.IconPixmap = [[width, height, argb]];
    this.NewIcon();
  }

  setToolTip(text: string): void {
    const [title = '', ...more] = text.split('\n');
    this.ToolTip = ['', [], title, plain(more.join('\n'))];
    this.NewToolTip();
  }

  Activate(): void {
    this.#activated();
  }

  /** The middle button: the same. */
  SecondaryActivate(): void {
    this.#activated();
  }

  /** Hosts that draw no menu of their own ask for it here; ours is drawn by the host or not at all. */
  ContextMenu(): void {
    this.#activated();
  }

  Scroll(): void {
    // There is nothing to scroll through.
  }

  NewIcon(): undefined {
    return undefined;
  }

  NewToolTip(): undefined {
    return undefined;
  }
}

const read = (signature: string) => ({ signature, access: 'read' }) as const;
/** A new object each time: dbus-next writes the member's name into it. */
const takes = (inSignature: string) => ({ inSignature, outSignature: '' });

NotifierItem.configureMembers({
  properties: {
    Category: read('s'),
    Id: read('s'),
    Title: read('s'),
    Status: read('s'),
    WindowId: read('i'),
    IconName: read('s'),
    IconPixmap: read('a(iiay)'),
    ToolTip: read('(sa(iiay)ss)'),
    ItemIsMenu: read('b'),
    Menu: read('o'),
  },
  methods: {
    Activate: takes('ii'),
    SecondaryActivate: takes('ii'),
    ContextMenu: takes('ii'),
    Scroll: takes('is'),
  },
  signals: { NewIcon: { signature: '' }, NewToolTip: { signature: '' } },
});
