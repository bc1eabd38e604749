/** A request of every call, as a page would write it. */
import type { CallName, CallRequest } from '../../contract/app.ts';
import { defaultLocations } from '../../contract/locations.ts';
import { defaultSettings } from '../../contract/settings.ts';

const entry = 'Office';
const office = { name: entry, device: { kind: 'pptp' }, host: 'vpn.example.net' } as const;
const log = 'a-log';
export const typedPassword = 'pässword-typed';
const logon = { user: 'alice', password: { typed: typedPassword }, save: false };

export const samples: { readonly [C in CallName]: CallRequest<C> } = {
  subscribe: {},
  openWindow: { kind: 'status', entry },
  closeWindow: {},
  fitWindow: { width: 300, height: 200 },
  quit: {},
  saveEntry: { entry: office },
  copyEntry: { entry },
  deleteEntry: { entry },
  logons: { entry },
  numberPreview: { entry: office },
  dial: { entry, logons: { [entry]: logon } },
  hangup: { entry },
  dismiss: { entry },
  retryWith: { entry, logon },
  changePassword: { entry, password: typedPassword, save: false },
  startHelper: {},
  saveSettings: defaultSettings,
  saveLocations: { locations: defaultLocations },
  devices: {},
  testModem: { device: { kind: 'tcp-modem', host: 'localhost', port: 5000 } },
  testHost: { host: 'localhost' },
  history: { entry },
  logCalls: {},
  logLines: { log, from: 0, count: 10 },
  saveLogText: { log, style: 'plain', filter: {} },
  saveLogCapture: { log },
  deleteLog: { log },
  terminalOpen: { entry },
  terminalWrite: { entry, data: 'QVQN' },
  terminalDone: { entry },
};
