/** Makes an item on the session bus known to the desktop's tray: to each tray that comes, once. */
import type { Message, MessageBus } from 'dbus-next';
import { call } from './session-bus.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

export type RegistrationBus = Pick<MessageBus, 'call' | 'on'>;

/** Resolves when a tray that is there already knows of the item; one that starts, or starts anew, is told when it does. */
export async function registerItem(bus: RegistrationBus, name: string): Promise<void> {
  /** The tray that was told last, by its unique name on the bus; nothing since it went. */
  let told = '';
  const tell = async (owner: unknown): Promise<void> => {
    // It comes twice when it starts just now: as news, and as the answer to our question.
    if (typeof owner !== 'string' || owner === told) return;
    told = owner;
    if (owner === '') return;
    await call(bus, {
      destination: watcher,
      path: '/StatusNotifierWatcher',
      interface: watcher,
      member: 'RegisterStatusNotifierItem',
      signature: 's',
      body: [name],
    });
  };
  // Before anybody is told of the name.
  await call(bus, { ...daemon, member: 'RequestName', signature: 'su', body: [name, 0] });
  bus.on('message', ({ member, interface: from, body }: Message) => {
    const [changed, , owner] = body as unknown[];
    if (from === daemon.interface && member === 'NameOwnerChanged' && changed === watcher) void tell(owner);
  });
  const rule = `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${watcher}'`;
  await call(bus, { ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
  const answer = await call(bus, { ...daemon, member: 'GetNameOwner', signature: 's', body: [watcher] });
  await tell(answer?.body[0]);
}
