/** A provider, the office beyond it, and what the state says of a call to either. */
import type { DialProgress } from '../../contract/app.ts';
import type { DialState } from '../../contract/dial-state.ts';
import type { Entry } from '../../contract/phonebook.ts';
import type { ConnectionStatus } from '../../contract/status.ts';

export const isp: Entry = {
  name: 'Demo ISP',
  device: { kind: 'modem', port: '/dev/serial/by-id/usb-Modem' },
  phone: '555-0100',
};
export const office: Entry = {
  name: 'Office',
  device: { kind: 'pptp' },
  host: 'vpn.example.org',
  dialFirst: 'Demo ISP',
};

/** As the phonebook's slice has it. */
export const phonebook = (...entries: Entry[]) => ({
  path: '',
  entries: entries.map((entry) => ({ entry, foreignKeys: [] })),
});

/** Office is the tunnel; any other entry a call by modem. */
export function connection(
  entry: string,
  state: DialState,
  more: Partial<ConnectionStatus> = {},
): ConnectionStatus {
  const tunnel = entry === office.name;
  return {
    entry,
    call: 1,
    leg: tunnel ? 'tunnel' : 'isp',
    kind: tunnel ? 'pptp' : 'modem',
    state,
    since: 1000,
    dialledAt: 500,
    dns: [],
    routes: [],
    idleLimit: 0,
    ...more,
  };
}

/** An attempt to reach the office. */
export const dial = (phase: DialProgress['phase'], more: Partial<DialProgress> = {}): DialProgress => ({
  entry: 'Office',
  attempt: 1,
  chain: ['Demo ISP', 'Office'],
  startedAt: 0,
  phase,
  states: [],
  ...more,
});
