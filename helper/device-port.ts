/** Which devices a dial may open: serial ports, and pseudo terminals of the one who asks. Nothing else under /dev. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { Failure } from '../engine/call-types.ts';

export type PortCheck = { readonly path: string } | { readonly failure: Failure };

export interface DeviceView {
  /** Follows links; throws ENOENT. */
  resolve(path: string): string;
  status(path: string): {
    readonly character: boolean;
    readonly major: number;
    readonly minor: number;
    readonly uid: number;
  };
  /** /proc/tty/drivers. */
  drivers(): string;
}

const real: DeviceView = {
  resolve: (path) => realpathSync(path),
  status(path) {
    const { rdev, uid, ...status } = statSync(path);
    // Linux' encoding of device numbers (makedev(3)).
    const major = ((rdev >>> 8) & 0xfff) | 0;
    const minor = (rdev & 0xff) | ((rdev >>> 12) & 0xfff00);
    return { character: (status.mode & 0o170000) === 0o020000, major, minor, uid };
  },
  drivers: () => readFileSync('/proc/tty/drivers', 'utf8'),
};

/** Slaves of Unix 98 pseudo terminals (the kernel's devices.txt). */
const isPty = (major: number) => major >= 136 && major <= 143;

/** The type of the tty driver a device number belongs to: "serial", "console", "system:console", … */
export function driverType(drivers: string, major: number, minor: number): string | undefined {
  for (const row of drivers.split('\n')) {
    // The driver's name may hold blanks; the other columns do not: "usbserial /dev/ttyUSB 188 0-511 serial".
    const found = /\s(?<major>\d+)\s+(?<first>\d+)(?:-(?<last>\d+))?\s+(?<type>\S+)\s*$/.exec(row)?.groups;
    if (found === undefined || Number(found.major) !== major) continue;
    const first = Number(found.first);
    if (minor >= first && minor <= Number(found.last ?? first)) return found.type;
  }
  return undefined;
}

const failed = (number: number, cause: string, evidence?: string): PortCheck => ({
  failure: { number, cause, ...(evidence === undefined ? {} : { evidence }) },
});

/** Checks the name a client gave; `uid` is who asks. The path that comes back is the device itself. */
export function checkPort(name: string, uid: number, view: DeviceView = real): PortCheck {
  let path: string;
  let status: ReturnType<DeviceView['status']>;
  try {
    path = view.resolve(name);
    status = view.status(path);
  } catch (error) {
    return failed(
      615,
      `The port ${name} does not exist.`,
      error instanceof Error ? error.message : undefined,
    );
  }
  if (!path.startsWith('/dev/') || !status.character)
    return failed(615, `${name} is not a serial port.`, path === name ? undefined : `it leads to ${path}`);
  if (isPty(status.major)) {
    if (uid === 0 || status.uid === uid) return { path };
    return failed(
      633,
      `The pseudo terminal ${name} belongs to another user.`,
      `${path} belongs to user ${status.uid}`,
    );
  }
  const type = driverType(view.drivers(), status.major, status.minor);
  if (type === 'serial') return { path };
  return failed(
    615,
    `${name} is not a serial port.`,
    `device ${status.major}:${status.minor} is ${type ?? 'no tty'}`,
  );
}
