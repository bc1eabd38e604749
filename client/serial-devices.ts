/** The serial lines of this machine that a modem may be at. */
import { constants } from 'node:fs';
import { access, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface SerialDevice {
  /** /dev/serial/by-id/… where there is one: it stays the same when the plug moves. */
  readonly path: string;
  readonly label: string;
  /** This user may open it. */
  readonly accessible: boolean;
}

export interface SerialPlaces {
  readonly dev: string;
  readonly sys: string;
}

const list = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);

const mayOpen = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );

/** The kernel names more ports than the machine has: an unknown UART (0) is none. */
async function isReal(name: string, sys: string): Promise<boolean> {
  if (!name.startsWith('ttyS')) return true;
  const type = await readFile(join(sys, 'class/tty', name, 'type'), 'utf8').catch(() => '0');
  return type.trim() !== '0';
}

const natural = new Intl.Collator('en', { numeric: true });

/** "usb-Acme_Modem_0001-if00" without its frame. */
const spoken = (id: string): string =>
  id
    .replace(/^[a-z]+-/, '')
    .replace(/-if\d+(-port\d+)?$/, '')
    .replaceAll('_', ' ');

export async function serialDevices(
  { dev, sys }: SerialPlaces = { dev: '/dev', sys: '/sys' },
): Promise<SerialDevice[]> {
  const byId = join(dev, 'serial/by-id');
  const named = await Promise.all(
    (await list(byId)).sort(natural.compare).map(async (id) => {
      const path = join(byId, id);
      // A link to a device that has just been unplugged.
      const device = await realpath(path).catch(() => undefined);
      return device === undefined ? [] : [{ path, device, label: `${spoken(id)} (${basename(device)})` }];
    }),
  );
  const known = named.flat();
  const names = (await list(dev)).filter((name) => /^tty(ACM|USB|S)\d+$/.test(name)).sort(natural.compare);
  const others = await Promise.all(
    names.map(async (name) => {
      const path = join(dev, name);
      const taken = known.some(({ device }) => device === path);
      return taken || !(await isReal(name, sys)) ? [] : [{ path, device: path, label: labelOf(name) }];
    }),
  );
  return Promise.all(
    [...known, ...others.flat()].map(async ({ path, device, label }) => ({
      path,
      label,
      accessible: await mayOpen(device),
    })),
  );
}

function labelOf(name: string): string {
  if (name.startsWith('ttyACM')) return `USB modem (${name})`;
  if (name.startsWith('ttyUSB')) return `USB serial adapter (${name})`;
  return `Serial port ${Number(name.slice('ttyS'.length)) + 1} (${name})`;
}
