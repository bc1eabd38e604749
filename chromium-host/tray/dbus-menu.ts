/** A tray menu on the session bus: com.canonical.dbusmenu, which the tray host draws and tells clicks of. */
import dbus from 'dbus-next';
import type { HostMenu, HostMenuItem } from './menu.ts';

const { Variant } = dbus;
type Properties = Record<string, InstanceType<typeof Variant>>;
type Layout = [id: number, properties: Properties, children: InstanceType<typeof Variant>[]];

/** Electron marks access keys with &, the bus with _. */
export const menuLabel = (label: string): string =>
  label.replaceAll('_', '__').replace(/&(&?)/g, (_match, second: string) => (second === '' ? '_' : '&'));

export class DBusMenu extends dbus.interface.Interface {
  readonly Version = 3;
  readonly TextDirection = 'ltr';
  readonly Status = 'normal';
  readonly IconThemePath: string[] = [];
  #items: readonly HostMenuItem[] = [];
  #revision = 1;

  constructor() {
    super('com.canonical.dbusmenu');
  }

  setMenu(menu: HostMenu | null): void {
    this.#items = menu?.items ?? [];
    this.#revision += 1;
    this.LayoutUpdated(this.#revision, 0);
  }

  /** The root is 0, the items count from 1; there are no submenus. */
  GetLayout(parent: number): [number, Layout] {
    const children =
      parent === 0
        ? this.#items.map((_item, index) => new Variant('(ia{sv}av)', this.#layout(index + 1)))
        : [];
    const [id, properties] = this.#layout(parent);
    return [this.#revision, [id, properties, children]];
  }

  GetGroupProperties(ids: number[]): [number, Properties][] {
    const wanted = ids.length > 0 ? ids : [0, ...this.#items.map((_item, index) => index + 1)];
    return wanted.map((id) => [id, this.#properties(id)]);
  }

  GetProperty(id: number, name: string): InstanceType<typeof Variant> {
    return this.#properties(id)[name] ?? new Variant('s', '');
  }

  Event(id: number, type: string): void {
    const item = this.#items[id - 1];
    if (type === 'clicked' && item?.enabled === true && !item.separator) item.click();
  }

  EventGroup(events: [number, string, unknown, number][]): number[] {
    for (const [id, type] of events) this.Event(id, type);
    return events.map(([id]) => id).filter((id) => this.#items[id - 1] === undefined);
  }

  /** False: it is up to date. */
  AboutToShow(): boolean {
    return false;
  }

  AboutToShowGroup(): [number[], number[]] {
    return [[], []];
  }

  /** Signals: dbus-next sends what these return. */
  LayoutUpdated(revision: number, parent: number): [number, number] {
    return [revision, parent];
  }

  ItemsPropertiesUpdated(): [unknown[], unknown[]] {
    return [[], []];
  }

  #layout(id: number): Layout {
    return [id, this.#properties(id), []];
  }

  #properties(id: number): Properties {
    if (id === 0) return { 'children-display': new Variant('s', 'submenu') };
    const item = this.#items[id - 1];
    if (item === undefined) return {};
    if (item.separator) return { type: new Variant('s', 'separator') };
    return { label: new Variant('s', menuLabel(item.label)), enabled: new Variant('b', item.enabled) };
  }
}

DBusMenu.configureMembers({
  properties: {
    Version: { signature: 'u', access: 'read' },
    TextDirection: { signature: 's', access: 'read' },
    Status: { signature: 's', access: 'read' },
    IconThemePath: { signature: 'as', access: 'read' },
  },
  methods: {
    GetLayout: { inSignature: 'iias', outSignature: 'u(ia{sv}av)' },
    GetGroupProperties: { inSignature: 'aias', outSignature: 'a(ia{sv})' },
    GetProperty: { inSignature: 'is', outSignature: 'v' },
    Event: { inSignature: 'isvu', outSignature: '' },
    EventGroup: { inSignature: 'a(isvu)', outSignature: 'ai' },
    AboutToShow: { inSignature: 'i', outSignature: 'b' },
    AboutToShowGroup: { inSignature: 'ai', outSignature: 'aiai' },
  },
  signals: {
    LayoutUpdated: { signature: 'ui' },
    ItemsPropertiesUpdated: { signature: 'a(ia{sv})a(ias)' },
  },
});
