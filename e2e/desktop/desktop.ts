/** A desktop on the tests' computer: an X server, a session bus, a window manager and a panel with a tray, all the user's. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { run } from '../harness/namespace.ts';
import {
  checkout,
  computerFolder,
  node,
  runtimeDirectory,
  spawnAsUser,
  userDirectory,
  userId,
} from './user.ts';

export interface DesktopOptions {
  /** Without: no panel, so no tray host. */
  readonly panel: boolean;
}

const panelSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/><value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
`;

const busConfiguration = (services: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${runtimeDirectory}/bus</listen>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** The first line a program writes there. */
async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error(`ended after: ${text}`);
}

export class Desktop {
  readonly environment: Readonly<Record<string, string>>;
  readonly #programs: readonly ChildProcess[];

  private constructor(environment: Readonly<Record<string, string>>, programs: readonly ChildProcess[]) {
    this.environment = environment;
    this.#programs = programs;
  }

  static async start({ panel }: DesktopOptions): Promise<Desktop> {
    mkdirSync('/run/user', { recursive: true });
    // Another desktop may have been here before.
    rmSync(runtimeDirectory, { recursive: true, force: true });
    userDirectory(runtimeDirectory);
    const home = join(computerFolder(), 'home');
    rmSync(home, { recursive: true, force: true });
    userDirectory(home);
    const programs: ChildProcess[] = [];
    const server = spawnAsUser(
      ['Xvfb', '-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'],
      { HOME: home },
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    programs.push(server);
    if (server.stdout === null) throw new Error('no output of the X server');
    const display = `:${await firstLine(server.stdout)}`;
    const busSettings = join(home, 'session-bus.conf');
    writeFileSync(busSettings, busConfiguration(join(home, 'services')));
    mkdirSync(join(home, 'services'));
    // What the panel keeps its settings in; nothing else starts by being called, a keyring least of all.
    symlinkSync(
      '/usr/share/dbus-1/services/org.xfce.Xfconf.service',
      join(home, 'services/org.xfce.Xfconf.service'),
    );
    const bus = spawnAsUser(
      ['dbus-daemon', `--config-file=${busSettings}`, '--nofork', '--nopidfile', '--print-address=1'],
      { HOME: home, DISPLAY: display },
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    programs.push(bus);
    if (bus.stdout === null) throw new Error('no output of the session bus');
    const environment = {
      HOME: home,
      DISPLAY: display,
      DBUS_SESSION_BUS_ADDRESS: await firstLine(bus.stdout),
      XDG_CURRENT_DESKTOP: 'XFCE',
      NO_AT_BRIDGE: '1',
    };
    const config = join(home, '.config');
    mkdirSync(join(config, 'xfce4/xfconf/xfce-perchannel-xml'), { recursive: true });
    writeFileSync(join(config, 'xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml'), panelSettings);
    cpSync(join(checkout(), 'e2e/desktop/openbox'), join(home, '.themes/Dialler/openbox-3'), {
      recursive: true,
    });
    await run('chown', ['-R', `${userId}:${userId}`, home]);
    programs.push(
      spawnAsUser(['openbox', '--config-file', join(checkout(), 'e2e/desktop/openbox/rc.xml')], environment, {
        stdio: 'ignore',
      }),
    );
    if (panel)
      programs.push(spawnAsUser(['xfce4-panel', '--disable-wm-check'], environment, { stdio: 'ignore' }));
    const desktop = new Desktop(environment, programs);
    await desktop.#settled(panel);
    return desktop;
  }

  /** Until the window manager manages and, with a panel, a tray host has registered. */
  async #settled(panel: boolean): Promise<void> {
    const driver = [node(), join(checkout(), 'e2e/desktop/desktop-ready.ts'), panel ? 'tray' : 'no-tray'];
    const waiting = spawnAsUser(driver, this.environment, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [status] = (await once(waiting, 'close')) as [number | null];
    if (status !== 0) throw new Error('the desktop did not come up');
  }

  async stop(): Promise<void> {
    for (const program of this.#programs.toReversed()) {
      if (program.exitCode !== null || program.signalCode !== null) continue;
      const ended = once(program, 'close');
      program.kill('SIGTERM');
      await ended;
    }
  }
}
