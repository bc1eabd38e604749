/** What the list of devices offers, and which device of an entry each line of it stands for. */
import type { CallResponse } from '../../../contract/app.ts';
import type { Device } from '../../../contract/phonebook.ts';

export type SerialDevice = CallResponse<'devices'>['devices'][number];

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
  readonly device: Device;
}

const otherModem: DeviceChoice = {
  id: 'other',
  label: 'A modem at another device…',
  device: { kind: 'modem', port: '' },
};
const tcpModem: DeviceChoice = {
  id: 'tcp-modem',
  label: 'A modem behind TCP…',
  device: { kind: 'tcp-modem', host: '', port: 2323 },
};
const nullModem: DeviceChoice = {
  id: 'null-modem',
  label: 'Serial cable between two computers',
  device: { kind: 'null-modem', port: '' },
};
const vpn: DeviceChoice = { id: 'pptp', label: 'VPN adapter', device: { kind: 'pptp' } };

/** The machine's modems first, then what every machine has. */
export function deviceChoices(devices: readonly SerialDevice[]): readonly DeviceChoice[] {
  const modems = devices.map(({ path, label, accessible }): DeviceChoice => ({
    id: `modem:${path}`,
    label: accessible ? `Modem on ${label}` : `Modem on ${label} — no permission`,
    device: { kind: 'modem', port: path },
  }));
  // The cable begins at the first port there is.
  const [first] = devices;
  const cable =
    first === undefined ? nullModem : { ...nullModem, device: { ...nullModem.device, port: first.path } };
  return [...modems, otherModem, tcpModem, cable as DeviceChoice, vpn];
}

/** The line of the list that stands for a device. */
export function choiceOf(device: Device, devices: readonly SerialDevice[]): string {
  if (device.kind !== 'modem') return device.kind;
  return devices.some(({ path }) => path === device.port) ? `modem:${device.port}` : otherModem.id;
}

/** What a new connection begins with: the first modem that may be used, else the VPN adapter. */
export function firstDevice(devices: readonly SerialDevice[]): Device {
  const usable = devices.find(({ accessible }) => accessible);
  return usable === undefined ? vpn.device : { kind: 'modem', port: usable.path };
}

/** Why the chosen port will not do, as far as can be seen from here. */
export function portWarning(device: Device, devices: readonly SerialDevice[]): string | undefined {
  const port = 'port' in device ? device.port : undefined;
  if (typeof port !== 'string' || port === '') return undefined;
  const found = devices.find(({ path }) => path === port);
  if (found?.accessible !== false) return undefined;
  return `You may not open ${port}: add yourself to the group it belongs to (often "dialout") and log on again.`;
}
