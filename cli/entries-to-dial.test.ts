/** What rasdial asks the helper to dial: the phonebook's entries, the switches, and where the user is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import { defaultLocations } from '../contract/locations.ts';
import type { Entry } from '../contract/phonebook.ts';
import { entriesToDial } from './entries-to-dial.ts';

const home = mkdtempSync('/tmp/dun-test-');
const configuration = join(home, 'dial-up-networking');
mkdirSync(configuration);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});
const locationsFile = (text: string) => writeFileSync(join(configuration, 'locations.json'), text);

const isp: Entry = {
  name: 'ISP',
  device: { kind: 'modem', port: '/dev/ttyS0' },
  phone: '555-0100',
  areaCode: '503',
  useDialingRules: true,
};
const tunnel: Entry = { name: 'Office', device: { kind: 'pptp' }, host: '192.0.2.1', dialFirst: 'ISP' };
const warned: string[] = [];
const warning = (text: string) => void warned.push(text);
const numberOf = async (entries: readonly [Entry, ...Entry[]], phone?: string) => {
  const [first] = await entriesToDial(entries, { phone }, warning);
  return [first?.phone, first?.dialling];
};

describe('the number rasdial dials', () => {
  beforeEach(() => {
    vi.stubEnv('XDG_CONFIG_HOME', home);
    const [usual] = defaultLocations.locations;
    const away = { ...usual, name: 'Hotel', outsideLongDistance: '9,', dialling: 'pulse' };
    locationsFile(JSON.stringify({ ...defaultLocations, current: 'Hotel', locations: [away] }));
  });

  it('follows from where the user is', async () => {
    expect(await numberOf([isp])).toEqual(['9,15035550100', 'pulse']);
  });

  it('is that of /PHONE as it stands, in the pulses of the location', async () => {
    expect(await numberOf([isp], '555-0111')).toEqual(['555-0111', 'pulse']);
  });

  it('is dialled in tones where the entry says so, or is the same everywhere', async () => {
    expect(await numberOf([{ ...isp, dialling: 'tone' }], '1')).toEqual(['1', 'tone']);
    expect(await numberOf([{ ...isp, useDialingRules: false }], '1')).toEqual(['1', 'tone']);
  });

  it('is a server for a tunnel, and the call beneath has its own', async () => {
    const entries = await entriesToDial([tunnel, isp], { phone: '192.0.2.9' }, warning);
    expect(entries).toMatchObject([{ host: '192.0.2.9' }, { phone: '9,15035550100', dialling: 'pulse' }]);
  });

  it('needs no locations where nothing is dialled by them', async () => {
    locationsFile('{ broken');
    expect(await numberOf([{ ...isp, useDialingRules: false }], '1')).toEqual(['1', 'tone']);
    await expect(numberOf([isp], '1')).rejects.toThrow(DialFailure);
  });
});
