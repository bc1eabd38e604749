import { describe, expect, it } from 'vitest';
import { defaultLocations } from '../../../contract/locations.ts';
import type { Entry } from '../../../contract/phonebook.ts';
import { asDialled, destinationOf, dialsNumber, onceOf, typedBefore } from './destination.ts';

const modem: Entry = {
  name: 'Demo ISP',
  device: { kind: 'modem', port: '/dev/ttyUSB0' },
  phone: '555-0100',
  useDialingRules: true,
};
const tunnel: Entry = { name: 'Office', device: { kind: 'pptp' }, host: '198.51.100.1' };
const cable: Entry = { name: 'Cable', device: { kind: 'null-modem', port: '/dev/ttyS0' } };

describe('where the call goes', () => {
  it('is a number, a server, or nothing to choose', () => {
    expect(destinationOf(modem)).toMatchObject({ kind: 'phone', own: '555-0100' });
    expect(destinationOf(tunnel)).toMatchObject({ kind: 'host', own: '198.51.100.1' });
    expect(destinationOf(cable)).toBeUndefined();
    expect([modem, tunnel, cable].map(dialsNumber)).toEqual([true, false, false]);
  });

  it('is said only when it differs from the phonebook', () => {
    expect(onceOf(destinationOf(modem), ' 555-0100 ')).toEqual({});
    expect(onceOf(destinationOf(modem), '555-0101')).toEqual({ phone: '555-0101' });
    expect(onceOf(destinationOf(tunnel), 'vpn.example')).toEqual({ host: 'vpn.example' });
    expect(onceOf(undefined, 'anything')).toEqual({});
  });

  it('comes back after an attempt that failed', () => {
    expect(typedBefore(destinationOf(modem), { phone: '555-0101' })).toBe('555-0101');
    expect(typedBefore(destinationOf(tunnel), {})).toBeUndefined();
    expect(typedBefore(undefined, { phone: '555-0101' })).toBeUndefined();
  });

  it('is dialled as it stands when it was typed', () => {
    expect(asDialled(modem, {}, defaultLocations)).toEqual(modem);
    expect(asDialled(modem, { phone: '1' }, defaultLocations)).toMatchObject({
      phone: '1',
      useDialingRules: false,
      dialling: 'tone',
    });
    expect(asDialled(tunnel, { host: 'vpn.example' }, defaultLocations)).toEqual({
      ...tunnel,
      host: 'vpn.example',
    });
  });

  it('is dialled in pulses where the location has them, typed or not', () => {
    const [usual] = defaultLocations.locations;
    const pulse = { ...defaultLocations, locations: [{ ...usual!, dialling: 'pulse' as const }] };
    expect(asDialled(modem, { phone: '1' }, pulse).dialling).toBe('pulse');
  });
});
