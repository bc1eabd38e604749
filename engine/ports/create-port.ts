/** The port a device needs. */
import type { CallDevice } from '../call-types.ts';
import type { LogOn } from './log-on.ts';
import { ModemPort } from './modem-port.ts';
import { NullModemPort } from './null-modem-port.ts';
import type { Port, PortHost } from './port.ts';
import { PptpPort } from './pptp-port.ts';
import type { LineTarget } from './line.ts';

/** Throws on a null modem that leads nowhere: the caller's schema has let through what it must not. */
export function createPort(device: CallDevice, logOn: LogOn, host: PortHost): Port {
  switch (device.kind) {
    case 'modem':
      return new ModemPort(
        { kind: 'tty', path: device.path, speed: device.speed, flow: device.flow },
        device,
        logOn,
        host,
      );
    case 'tcp-modem':
      return new ModemPort({ kind: 'tcp', host: device.host, port: device.port }, device, logOn, host);
    case 'null-modem':
      return new NullModemPort(nullModemTarget(device), logOn, host);
    case 'pptp':
      return new PptpPort(device, host);
  }
}

function nullModemTarget(device: Extract<CallDevice, { kind: 'null-modem' }>): LineTarget {
  const { path, speed, flow, host, port } = device;
  if (path !== undefined) return { kind: 'tty', path, speed, flow };
  if (host !== undefined && port !== undefined) return { kind: 'tcp', host, port };
  throw new Error('a null modem needs a path, or a host and a port');
}
