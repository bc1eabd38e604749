/** Ends once the desktop is ready for windows, and for tray icons where it has a tray: `desktop-ready.ts tray|no-tray`. */
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import dbus from 'dbus-next';
import { hostRegistered } from './tray-bus.ts';

/** Looks again every so many milliseconds, at most so often. */
const interval = 50;
const tries = 400;

const windowManager = (): boolean =>
  spawnSync('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { encoding: 'utf8' }).stdout.includes(
    'window id',
  );

/** Connected to only where there is a tray to ask about. */
const bus = process.argv[2] === 'tray' ? dbus.sessionBus() : undefined;
const tray = (): Promise<boolean> | true =>
  bus === undefined ? true : hostRegistered(bus).catch(() => false);

let ready = false;
for (let attempt = 0; attempt < tries && !ready; attempt += 1) {
  ready = windowManager() && (await tray());
  if (!ready) await pause(interval);
}
bus?.disconnect();
process.exitCode = ready ? 0 : 1;
