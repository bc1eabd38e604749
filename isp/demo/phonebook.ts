/** The demo's phonebook and credentials, as a user would have them, in files nobody else reads. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plan } from '../network-plan.ts';

export const providerEntry = 'Demo ISP';
export const officeEntry = 'Office';

export interface DemoFiles {
  readonly phonebook: string;
  readonly credentials: string;
}

export function writeDemoFiles(directory: string, port: string): DemoFiles {
  const entries = [
    {
      name: providerEntry,
      device: { kind: 'modem', port, speed: 115200, flow: 'none', init: 'AT&F' },
      phone: '555-0100',
      user: 'dialin',
    },
    {
      name: officeEntry,
      device: { kind: 'pptp' },
      host: plan.pptp.address,
      dialFirst: providerEntry,
      user: 'alice',
      domain: 'CORP',
      encryption: 'require',
      useDefaultGateway: true,
    },
  ];
  const credentials = {
    [providerEntry]: { user: 'dialin', password: 'modem56k' },
    [officeEntry]: { user: 'alice', password: 'wonderland', domain: 'CORP' },
  };
  const files = {
    phonebook: join(directory, 'phonebook.json'),
    credentials: join(directory, 'credentials.json'),
  };
  writeFileSync(files.phonebook, `${JSON.stringify({ version: 1, entries }, null, 2)}\n`, { mode: 0o600 });
  writeFileSync(files.credentials, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  return files;
}

/** The modem has another terminal: its entries dial by that one from now on, whatever else the user has made of them. */
export function moveModem(phonebook: string, from: string, to: string): void {
  const text = readFileSync(phonebook, 'utf8').replaceAll(JSON.stringify(from), JSON.stringify(to));
  writeFileSync(`${phonebook}.moved`, text, { mode: 0o600 });
  renameSync(`${phonebook}.moved`, phonebook);
}
