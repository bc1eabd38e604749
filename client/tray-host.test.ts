/** Whether there is a tray: told as hosts come and go, on a bus of its own. */
import type { MessageBus } from 'dbus-next';
import { interface as dbusInterface, Message, sessionBus } from 'dbus-next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateBus } from './testing/private-bus.ts';
import { watchTrayHost } from './tray-host.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const path = '/StatusNotifierWatcher';

class Watcher extends dbusInterface.Interface {
  IsStatusNotifierHostRegistered = true;
}
Watcher.configureMembers({
  properties: { IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' } },
});

/** The news in the order they came, and a wait for the next that is like this. */
class News {
  readonly told: boolean[] = [];
  #woken: () => void = () => undefined;

  readonly changed = (present: boolean): void => {
    this.told.push(present);
    this.#woken();
  };

  async until(...expected: boolean[]): Promise<void> {
    while (this.told.length < expected.length)
      await new Promise<void>((resolve) => {
        this.#woken = resolve;
      });
    expect(this.told).toEqual(expected);
  }
}

describe('a tray host', () => {
  let bus: PrivateBus;
  let desktop: MessageBus | undefined;
  beforeEach(async () => {
    bus = await PrivateBus.start();
    return async () => {
      desktop?.disconnect();
      desktop = undefined;
      await bus.stop();
    };
  });
  let stop: () => void = () => undefined;
  afterEach(() => {
    stop();
  });

  const appears = async () => {
    const own = new Watcher(watcher);
    desktop = sessionBus({ busAddress: bus.address.replace('path=', 'socket=') });
    desktop.export(path, own);
    await desktop.requestName(watcher, 0);
    return {
      /** The panel goes, the watcher stays. */
      registered(now: boolean) {
        own.IsStatusNotifierHostRegistered = now;
        const member = now ? 'StatusNotifierHostRegistered' : 'StatusNotifierHostUnregistered';
        desktop?.send(Message.newSignal(path, watcher, member));
      },
    };
  };

  it('is not there on a bus without one, nor without a bus', async () => {
    for (const address of [bus.address, 'unix:path=/nonexistent/bus']) {
      const news = new News();
      (await watchTrayHost(news.changed, address))();
      expect(news.told).toEqual([false]);
    }
  });

  it('is there when a watcher says so', async () => {
    await appears();
    const news = new News();
    stop = await watchTrayHost(news.changed, bus.address);
    expect(news.told).toEqual([true]);
  });

  it('is told as it appears, unregisters, registers again and vanishes', async () => {
    const news = new News();
    stop = await watchTrayHost(news.changed, bus.address);
    await news.until(false);
    const panel = await appears();
    await news.until(false, true);
    panel.registered(false);
    await news.until(false, true, false);
    panel.registered(true);
    await news.until(false, true, false, true);
    desktop?.disconnect();
    await news.until(false, true, false, true, false);
  });

  it('is gone with the session', async () => {
    await appears();
    const news = new News();
    stop = await watchTrayHost(news.changed, bus.address);
    await news.until(true);
    // Our own connection would take the end of the bus for an error.
    desktop?.on('error', () => undefined);
    await bus.stop();
    await news.until(true, false);
  });
});
