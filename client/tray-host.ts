/** Whether the desktop has a place for tray icons: a StatusNotifier host. */
import { SessionBus } from './session-bus.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';

async function hostRegistered(bus: SessionBus): Promise<boolean> {
  try {
    const [answer] = await bus.call({
      destination: watcher,
      path: watcherPath,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcher, 'IsStatusNotifierHostRegistered'],
    });
    return typeof answer === 'object' && answer !== null && 'value' in answer && answer.value === true;
  } catch {
    // Nobody is there to ask, or it does not know: no tray.
    return false;
  }
}

/**
 * Calls `changed` with how it is now, and whenever that changes, until the function it returns is called. Never rejects;
 * a bus that is not there, or goes, is told as no tray.
 */
export async function watchTrayHost(
  changed: (present: boolean) => void,
  busAddress?: string,
): Promise<() => void> {
  let bus: SessionBus;
  try {
    bus = await SessionBus.open(busAddress);
  } catch {
    changed(false);
    return () => undefined;
  }
  let stopped = false;
  let known: boolean | undefined;
  const tell = (present: boolean) => {
    if (stopped || present === known) return;
    known = present;
    changed(present);
  };
  // Looks are in order, so that an older answer never comes after a newer one.
  let looks = Promise.resolve();
  const look = () => {
    looks = looks.then(async () => {
      tell(await hostRegistered(bus));
    });
  };
  void bus.closed.then(() => {
    tell(false);
  });
  try {
    for (const member of ['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered'])
      await bus.listen({ interface: watcher, member, path: watcherPath }, look);
    const owners = { interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' };
    await bus.listen({ ...owners, sender: 'org.freedesktop.DBus' }, ([name]) => {
      if (name === watcher) look();
    });
  } catch {
    // The bus went meanwhile; `closed` tells.
  }
  look();
  await looks;
  return () => {
    stopped = true;
    bus.close();
  };
}
