/** Options and services that tests start from. */
import type { CallDevice, CallOptions } from '../call-types.ts';
import type { AuthMethod, EncryptionPolicy } from '../../protocol/ppp/link-types.ts';

export const user = 'alice';
export const password = 'pass word';

export function callOptions(device: CallDevice, changes: Partial<CallOptions> = {}): CallOptions {
  return {
    device,
    credentials: { user, password },
    auth: ['mschap-v2', 'chap', 'mschap', 'eap', 'pap'],
    encryption: 'optional',
    interactive: false,
    mru: 1400,
    fieldCompression: true,
    ipv6: false,
    requestNameServers: true,
    echo: { interval: 20_000, failures: 4 },
    ...changes,
  };
}

/** What the answering process is asked to offer; plain data, so that it can be sent there. */
export interface ServiceOrder {
  readonly methods: readonly AuthMethod[];
  readonly encryption: EncryptionPolicy;
  readonly ipv6?: boolean;
}

export function nullModem(path: string): CallDevice {
  return { kind: 'null-modem', path, speed: 115_200, flow: 'none' };
}

export function pptp(host: string, connectTimeout = 5_000): CallDevice {
  return { kind: 'pptp', host, connectTimeout };
}
