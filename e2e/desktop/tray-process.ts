/** Looks at the tray or clicks in it, as the user: `tray-process.ts read`, `choose LABEL`, `activate`. Prints JSON. */
import dbus from 'dbus-next';
import { activate, choose, readItem, registeredItems } from './tray-bus.ts';

const [verb, label] = process.argv.slice(2);
const bus = dbus.sessionBus();
const items = [];
for (const { name, path } of await registeredItems(bus)) {
  const item = await readItem(bus, name, path);
  if (item.id === 'dial-up-networking') items.push({ name, path, item });
}
const [first] = items;
if (verb === 'choose') {
  const row = first?.item.menu.find((each) => each.label === label);
  if (first === undefined || row === undefined) throw new Error(`the tray's menu has no "${String(label)}"`);
  await choose(bus, first.name, row.id);
} else if (verb === 'activate') {
  if (first === undefined) throw new Error('the tray is empty');
  await activate(bus, first.name, first.path);
}
console.log(JSON.stringify(items.map(({ item }) => item)));
bus.disconnect();
