/** The telephone exchange next door, and the socket in the wall: a modem at /dev/shm/modem0. */
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningExchange } from '../../isp/testing.ts';
import { startExchange } from '../../isp/testing.ts';
import { computerFolder, userId } from './user.ts';

export const modemPort = '/dev/shm/modem0';

export const accounts = {
  'Demo ISP': { user: 'dialin', password: 'modem56k' },
  Office: { user: 'alice', password: 'wonderland' },
} as const;

export async function plugIntoExchange(): Promise<RunningExchange> {
  const exchange = await startExchange({
    directory: join(computerFolder(), 'exchange'),
    owner: userId,
    // Where nobody answers it rings for most of a minute: long enough to look at.
    timing: { patience: 400 },
    // In the process namespace of this computer: it goes when the computer does.
    user: false,
  });
  const link = exchange.modems[0]?.link;
  if (link === undefined) throw new Error('the exchange has no modem');
  rmSync(modemPort, { force: true });
  symlinkSync(link, modemPort);
  return exchange;
}

export const isp = (more: object = {}): object => ({
  name: 'Demo ISP',
  device: { kind: 'modem', port: modemPort, flow: 'none' },
  phone: '555-0100',
  user: accounts['Demo ISP'].user,
  ...more,
});

export const office = (more: object = {}): object => ({
  name: 'Office',
  device: { kind: 'pptp' },
  host: '198.51.100.1',
  dialFirst: 'Demo ISP',
  user: accounts.Office.user,
  encryption: 'require',
  ...more,
});

/** The user's files for "hands-free" dialling: one entry, its password kept, and no questions before or after. */
export const handsFree = {
  entries: [isp()],
  credentials: { 'Demo ISP': accounts['Demo ISP'] },
  settings: { promptBeforeDialing: false, confirmConnected: false },
} as const;
