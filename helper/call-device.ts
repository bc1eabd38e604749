/** From an entry of the phonebook to what the engine dials. */
import type { CallDevice, CallOptions, Credentials, Failure } from '../engine/call-types.ts';
import type { ResolvedEntry } from '../contract/phonebook.ts';
import type { PortCheck } from './device-port.ts';
import { missingPerson } from './missing-person.ts';

const milliseconds = (seconds: number) => seconds * 1000;
export const defaultSpeed = 115_200;

/** Undefined when the entry has no say in it; an empty list says: none. */
export function initLines(init: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof init === 'string' ? [init] : init;
}

type Made = { readonly device: CallDevice } | { readonly failure: Failure };

function makeDevice(entry: ResolvedEntry, check: (port: string) => PortCheck): Made {
  const { device, dialling, phone = '' } = entry;
  const carrierTimeout = milliseconds(entry.carrierTimeout);
  switch (device.kind) {
    case 'modem': {
      const checked = check(device.port);
      if ('failure' in checked) return checked;
      const { speed = defaultSpeed, flow = 'hardware' } = device;
      const init = initLines(device.init);
      return {
        device: {
          kind: 'modem',
          path: checked.path,
          speed,
          flow,
          init,
          dialling,
          number: phone,
          carrierTimeout,
        },
      };
    }
    case 'tcp-modem': {
      const { kind, host, port } = device;
      return {
        device: { kind, host, port, init: initLines(device.init), dialling, number: phone, carrierTimeout },
      };
    }
    case 'null-modem': {
      const { port, host, speed = defaultSpeed, flow = 'hardware' } = device;
      if (typeof port === 'number')
        return { device: { kind: 'null-modem', port, speed, flow, ...(host === undefined ? {} : { host }) } };
      const checked = check(port);
      if ('failure' in checked) return checked;
      return { device: { kind: 'null-modem', path: checked.path, speed, flow } };
    }
    case 'pptp':
      return {
        device: { kind: 'pptp', host: entry.host ?? '', connectTimeout: milliseconds(entry.connectTimeout) },
      };
  }
}

/** The options of one call, or why it cannot even begin. */
export function callOptions(
  entry: ResolvedEntry,
  credentials: Credentials,
  interactive: boolean,
  check: (port: string) => PortCheck,
): { readonly options: CallOptions } | { readonly failure: Failure } {
  const nobody = missingPerson(entry, interactive);
  if (nobody) return { failure: nobody };
  const made = makeDevice(entry, check);
  if ('failure' in made) return made;
  return {
    options: {
      device: made.device,
      credentials,
      auth: entry.auth,
      encryption: entry.encryption,
      interactive,
      mru: entry.mru,
      fieldCompression: entry.fieldCompression,
      ipv6: entry.ipv6,
      requestNameServers: entry.dns,
      ...(entry.ipv4Address === undefined ? {} : { ipv4Address: entry.ipv4Address }),
      ...(entry.terminal === undefined ? {} : { terminal: entry.terminal }),
      ...(entry.script === undefined ? {} : { script: entry.script.text }),
      echo: { interval: milliseconds(entry.lcpEcho.interval), failures: entry.lcpEcho.failures },
    },
  };
}
