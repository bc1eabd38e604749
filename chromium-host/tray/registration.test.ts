import { EventEmitter } from 'node:events';
import type { Message } from 'dbus-next';
import { expect, it } from 'vitest';
import { registerItem } from './registration.ts';
import type { RegistrationBus } from './registration.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const ours = 'org.kde.StatusNotifierItem-1-1';

/** A bus with a watcher or without; one may start while a call is on its way. */
class Bus extends EventEmitter {
  readonly calls: string[] = [];
  #owner = '';
  readonly #during: string;

  constructor({ owner = '', startsDuring = '' }: { owner?: string; startsDuring?: string } = {}) {
    super();
    this.#owner = owner;
    this.#during = startsDuring;
  }

  owned(owner: string): void {
    const body = [watcher, this.#owner, owner];
    this.#owner = owner;
    this.emit('message', { interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', body });
  }

  call({ member, body }: Message): Promise<unknown> {
    const told = member === 'RegisterStatusNotifierItem';
    this.calls.push(told ? `${String(body[0])} -> ${this.#owner}` : member);
    if (member === this.#during) this.owned(':1.7');
    if (member !== 'GetNameOwner') return Promise.resolve({ body: [] });
    return this.#owner === ''
      ? Promise.reject(new Error('no owner'))
      : Promise.resolve({ body: [this.#owner] });
  }

  get told(): string[] {
    return this.calls.filter((each) => each.startsWith(ours));
  }
}
const register = (bus: Bus): Promise<void> => registerItem(bus as unknown as RegistrationBus, ours);

it.each(['AddMatch', 'GetNameOwner'])(
  'a tray that starts during our %s is told once',
  async (startsDuring) => {
    const bus = new Bus({ startsDuring });
    await register(bus);
    expect(bus.told).toEqual([`${ours} -> :1.7`]);
  },
);

it('a tray that is there is told of a name that is on the bus already', async () => {
  const bus = new Bus({ owner: ':1.3' });
  await register(bus);
  expect(bus.calls).toEqual(['RequestName', 'AddMatch', 'GetNameOwner', `${ours} -> :1.3`]);
});

it('a tray that starts later is told, and one that starts anew', async () => {
  const bus = new Bus();
  await register(bus);
  expect(bus.told).toEqual([]);
  for (const owner of [':1.8', '', ':1.8', ':1.9']) bus.owned(owner);
  expect(bus.told).toEqual([':1.8', ':1.8', ':1.9'].map((owner) => `${ours} -> ${owner}`));
});

it('news of other names, and news that is none, is nothing to us', async () => {
  const bus = new Bus();
  await register(bus);
  for (const body of [[], ['org.kde.other', '', ':1.4'], [watcher, '', 4], [watcher]])
    bus.emit('message', { interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', body });
  bus.emit('message', { interface: 'org.else', member: 'NameOwnerChanged', body: [watcher, '', ':1.5'] });
  expect(bus.told).toEqual([]);
});
