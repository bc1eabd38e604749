/** The tray on a private session bus, with a watcher that the test plays. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ClientInterface, MessageBus } from 'dbus-next';
import dbus from 'dbus-next';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostProcess, startDisplay } from '../testing/host-process.ts';

const watcherName = 'org.kde.StatusNotifierWatcher';

class Watcher extends dbus.interface.Interface {
  readonly registered: string[] = [];

  constructor() {
    super(watcherName);
  }

  RegisterStatusNotifierItem(name: string): void {
    this.registered.push(name);
  }
}
Watcher.configureMembers({ methods: { RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' } } });

const chunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
};
/** One pixel. */
const picture = (red: number): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from([0, red, 0, 0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

/** Open to all in here: the host's user is not the one this test runs as, so neither could prove who it is. */
const busSettings = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>ANONYMOUS</auth>
  <allow_anonymous/>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`;

let display: Awaited<ReturnType<typeof startDisplay>>;
let folder: string;
let daemon: ChildProcess;
const buses: MessageBus[] = [];
const connectBus = (): MessageBus => {
  const bus = dbus.sessionBus({ busAddress: `unix:socket=${folder}/bus`, authMethods: ['ANONYMOUS'] });
  buses.push(bus);
  return bus;
};

beforeAll(async () => {
  display = await startDisplay();
  folder = mkdtempSync(join(tmpdir(), 'tray-test-'));
  writeFileSync(join(folder, 'bus.conf'), busSettings(folder));
  const words = [`--config-file=${folder}/bus.conf`, '--nofork', '--nopidfile', '--print-address=1'];
  daemon = spawn('dbus-daemon', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(daemon.stdout!, 'data');
  writeFileSync(join(folder, 'one.png'), picture(1));
  writeFileSync(join(folder, 'two.png'), picture(2));
});
afterAll(async () => {
  daemon.kill();
  await once(daemon, 'close');
  rmSync(folder, { recursive: true });
  await display.stop();
});

async function startWatcher(): Promise<{ watcher: Watcher; bus: MessageBus }> {
  const bus = connectBus();
  const watcher = new Watcher();
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(watcherName, 0);
  return { watcher, bus };
}

const makeTray = (host: HostProcess) =>
  host.main(
    ({ Tray, Menu }, state, icon) => {
      const tray = new Tray(icon);
      const heard: string[] = [];
      Object.assign(state, { tray, heard });
      tray.on('click', () => heard.push('click'));
      tray.setToolTip('Office\n33.6 kbit/s');
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: 'Open', click: () => heard.push('Open') },
          { type: 'separator' },
          { label: 'Disconnect R&&D_1', click: () => heard.push('Disconnect') },
          { label: 'Never', enabled: false, click: () => heard.push('Never') },
        ]),
      );
    },
    join(folder, 'one.png'),
  );
const heard = (host: HostProcess) => host.main((_electron, state) => state.heard as string[]);

describe('the tray', { timeout: 30_000 }, () => {
  let host: HostProcess | undefined;
  afterEach(async () => {
    await host?.stop();
    for (const bus of buses.splice(0)) bus.disconnect();
  });

  const start = async (address: string): Promise<HostProcess> => {
    host = await HostProcess.start({
      display: display.display,
      environment: { DBUS_SESSION_BUS_ADDRESS: address },
    });
    return host;
  };

  it('shows its icon, its tooltip and its menu, and hears what is chosen', async () => {
    const { watcher, bus } = await startWatcher();
    const host = await start(`unix:path=${folder}/bus`);
    await makeTray(host);
    await expect.poll(() => watcher.registered).toHaveLength(1);
    const [name] = watcher.registered;
    const object = await bus.getProxyObject(name!, '/StatusNotifierItem');
    const properties = object.getInterface<Properties>('org.freedesktop.DBus.Properties');
    const get = async (property: string) =>
      (await properties.Get('org.kde.StatusNotifierItem', property)).value;
    expect(await get('IconPixmap')).toEqual([[1, 1, Buffer.from([255, 1, 0, 0])]]);
    expect(await get('ToolTip')).toEqual(['', [], 'Office', '33.6 kbit/s']);
    expect(await get('Status')).toBe('Active');

    await object.getInterface<Item>('org.kde.StatusNotifierItem').Activate(0, 0);
    const menuPath = (await get('Menu')) as string;
    const menu = (await bus.getProxyObject(name!, menuPath)).getInterface<MenuObject>(
      'com.canonical.dbusmenu',
    );
    const [, [, , children]] = await menu.GetLayout(0, -1, []);
    const shown = children.map(({ value: [, { label, type, enabled }] }) => [
      label?.value ?? type?.value,
      enabled?.value,
    ]);
    expect(shown).toEqual([
      ['Open', true],
      ['separator', undefined],
      ['Disconnect R&D__1', true],
      ['Never', false],
    ]);
    for (const id of [3, 4, 99]) await menu.Event(id, 'clicked', new dbus.Variant('i', 0), 0);
    expect(await heard(host)).toEqual(['click', 'Disconnect']);

    const changed = once(object.getInterface('org.kde.StatusNotifierItem'), 'NewIcon');
    await host.main(
      (_electron, state, icon) => (state.tray as { setImage(file: string): void }).setImage(icon),
      join(folder, 'two.png'),
    );
    await changed;
    expect(await get('IconPixmap')).toEqual([[1, 1, Buffer.from([255, 2, 0, 0])]]);
  });

  it('is not changed by a panel, and survives one that asks for nonsense', async () => {
    const { watcher, bus } = await startWatcher();
    const host = await start(`unix:path=${folder}/bus`);
    await makeTray(host);
    await expect.poll(() => watcher.registered).toHaveLength(1);
    const [destination] = watcher.registered;
    const ask = (path: string, from: string, member: string, signature = '', body: unknown[] = []) =>
      bus
        .call(new dbus.Message({ destination: destination!, path, interface: from, member, signature, body }))
        .then(
          (reply) => reply?.body,
          (error: unknown) => (error as { type: string }).type,
        );
    const item = ['/StatusNotifierItem', 'org.freedesktop.DBus.Properties'] as const;
    const own = 'org.kde.StatusNotifierItem';
    const menu = ((await ask(...item, 'Get', 'ss', [own, 'Menu'])) as [{ value: string }])[0].value;
    const forged = new dbus.Variant('s', 'forged');
    expect(await ask(...item, 'Set', 'ssv', [own, 'Title', forged])).toBe(
      'org.freedesktop.DBus.Error.PropertyReadOnly',
    );
    expect(await ask(...item, 'Get', 'ss', [own, 'Title'])).not.toMatchObject([{ value: 'forged' }]);
    for (const [member, signature, body] of [
      ['Event', 's', ['x']],
      ['Event', 'isvu', [-1, 'clicked', forged, 0]],
      ['Event', 'isvu', [2147483647, 'clicked', forged, 0]],
      ['EventGroup', 'a(isvu)', [[[0, 'clicked', forged, 0]]]],
      ['GetLayout', 'iias', [-5, 2147483647, ['constructor']]],
      ['GetProperty', 'is', [3, '__proto__']],
      ['GetGroupProperties', 'aias', [[-1, 77], []]],
      ['constructor', '', []],
    ] as const)
      await ask(menu, 'com.canonical.dbusmenu', member, signature, [...body]);
    await ask(...item, 'GetAll', 's', ['constructor']);
    await ask('/StatusNotifierItem', 'org.freedesktop.DBus.Peer', 'GetMachineId');
    expect(await heard(host)).toEqual([]);
    expect(host.said).toBe('');
    await ask('/StatusNotifierItem', own, 'Activate', 'ii', [0, 0]);
    expect(await heard(host)).toEqual(['click']);
  });

  it('appears in a tray that starts later, and again in one that starts anew', async () => {
    const host = await start(`unix:path=${folder}/bus`);
    await makeTray(host);
    for (let round = 0; round < 2; round += 1) {
      const { watcher, bus } = await startWatcher();
      await expect.poll(() => watcher.registered).toHaveLength(1);
      await bus.releaseName(watcherName);
    }
  });

  it('leaves the bus when it is destroyed', async () => {
    const { watcher, bus } = await startWatcher();
    const host = await start(`unix:path=${folder}/bus`);
    await makeTray(host);
    await expect.poll(() => watcher.registered).toHaveLength(1);
    await host.main((_electron, state) => (state.tray as { destroy(): void }).destroy());
    const names = (
      await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus')
    ).getInterface<Names>('org.freedesktop.DBus');
    await expect.poll(() => names.NameHasOwner(watcher.registered[0]!)).toBe(false);
  });

  it.each(['', 'unix:path=/nowhere/bus', 'tcp:host=127.0.0.1,port=1'])(
    'does no harm without a bus: %j',
    async (address) => {
      const host = await start(address);
      await makeTray(host);
      await host.main((_electron, state) =>
        (state.tray as { setToolTip(text: string): void }).setToolTip('still here'),
      );
      expect(await heard(host)).toEqual([]);
      expect(host.said).toBe('');
    },
  );
});

interface Properties extends ClientInterface {
  Get: (from: string, property: string) => Promise<{ value: unknown }>;
}
interface Item extends ClientInterface {
  Activate: (x: number, y: number) => Promise<void>;
}
interface Names extends ClientInterface {
  NameHasOwner: (name: string) => Promise<boolean>;
}
type ItemProperties = Record<'label' | 'type' | 'enabled', { value: unknown } | undefined>;
interface MenuObject extends ClientInterface {
  GetLayout: (
    parent: number,
    depth: number,
    names: string[],
  ) => Promise<[number, [number, unknown, { value: [number, ItemProperties, unknown[]] }[]]]>;
  Event: (id: number, type: string, data: unknown, time: number) => Promise<void>;
}
