/** The tray as a panel sees it: status notifier items and their menus, over the session bus. */
import dbus from 'dbus-next';

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';

export interface TrayItem {
  readonly id: string;
  readonly status: string;
  readonly tooltip: string;
  /** The largest picture's size and a digest of its pixels: another icon is another digest. */
  readonly icon: string;
  readonly menu: readonly { readonly id: number; readonly label: string; readonly enabled: boolean }[];
}

type Property = dbus.Variant;

async function property(
  bus: dbus.MessageBus,
  name: string,
  path: string,
  face: string,
  key: string,
): Promise<unknown> {
  const object = await bus.getProxyObject(name, path);
  const properties = object.getInterface('org.freedesktop.DBus.Properties');
  const value = (await properties.Get?.(face, key)) as Property | undefined;
  return value?.value;
}

/** Bus name and object path of every registered item. */
export async function registeredItems(bus: dbus.MessageBus): Promise<{ name: string; path: string }[]> {
  const items = (await property(
    bus,
    watcherName,
    '/StatusNotifierWatcher',
    watcherName,
    'RegisteredStatusNotifierItems',
  )) as string[];
  return items.map((item) => {
    const slash = item.indexOf('/');
    return slash < 0
      ? { name: item, path: '/StatusNotifierItem' }
      : { name: item.slice(0, slash), path: item.slice(slash) };
  });
}

export const hostRegistered = async (bus: dbus.MessageBus): Promise<boolean> =>
  (await property(
    bus,
    watcherName,
    '/StatusNotifierWatcher',
    watcherName,
    'IsStatusNotifierHostRegistered',
  )) === true;

type Layout = [number, Record<string, Property>, Property[]];

async function menuOf(bus: dbus.MessageBus, name: string, path: string): Promise<TrayItem['menu']> {
  const menu = (await bus.getProxyObject(name, path)).getInterface('com.canonical.dbusmenu');
  const [, root] = (await menu.GetLayout?.(0, -1, [])) as [number, Layout];
  const rows: { id: number; label: string; enabled: boolean }[] = [];
  const walk = ([id, properties, children]: Layout): void => {
    const label = properties.label?.value as string | undefined;
    if (label !== undefined)
      rows.push({ id, label: label.replaceAll('_', ''), enabled: properties.enabled?.value !== false });
    for (const child of children) walk(child.value as Layout);
  };
  walk(root);
  return rows;
}

export async function readItem(bus: dbus.MessageBus, name: string, path: string): Promise<TrayItem> {
  const get = (key: string): Promise<unknown> => property(bus, name, path, itemInterface, key);
  const [, , title, text] = ((await get('ToolTip')) as [string, unknown, string, string] | undefined) ?? [
    '',
    [],
    '',
    '',
  ];
  const pixmaps = ((await get('IconPixmap')) as [number, number, Buffer][] | undefined) ?? [];
  const largest = pixmaps.toSorted((a, b) => b[0] - a[0])[0];
  const digest =
    largest === undefined ? '' : Buffer.from(largest[2]).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);
  return {
    id: String(await get('Id')),
    status: String(await get('Status')),
    tooltip: [title, text].filter((part) => part !== '').join('\n'),
    icon: `${largest?.[0] ?? 0}:${digest}`,
    menu: await menuOf(bus, name, String(await get('Menu'))),
  };
}

/** Chooses a menu item as a panel does when it is clicked. */
export async function choose(bus: dbus.MessageBus, name: string, id: number): Promise<void> {
  const path = String(await property(bus, name, '/StatusNotifierItem', itemInterface, 'Menu'));
  const menu = (await bus.getProxyObject(name, path)).getInterface('com.canonical.dbusmenu');
  await menu.Event?.(id, 'clicked', new dbus.Variant('i', 0), 0);
}

export async function activate(bus: dbus.MessageBus, name: string, path: string): Promise<void> {
  const item = (await bus.getProxyObject(name, path)).getInterface(itemInterface);
  await item.Activate?.(0, 0);
}
