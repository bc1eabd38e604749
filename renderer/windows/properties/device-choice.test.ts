import { describe, expect, it } from 'vitest';
import { choiceOf, deviceChoices, firstDevice, portWarning } from './device-choice.ts';

const usable = { path: '/dev/serial/by-id/usb-Acme', label: 'Acme (ttyACM0)', accessible: true };
const locked = { path: '/dev/ttyS0', label: 'ttyS0', accessible: false };

describe('the list of devices', () => {
  it('begins with the modems of the machine, says which may not be used, and ends with what needs no port', () => {
    expect(deviceChoices([locked, usable]).map(({ label }) => label)).toEqual([
      'Modem on ttyS0 — no permission',
      'Modem on Acme (ttyACM0)',
      'A modem at another device…',
      'A modem behind TCP…',
      'Serial cable between two computers',
      'VPN adapter',
    ]);
  });

  it('has a line for every device an entry can have', () => {
    const devices = [usable];
    for (const { id, device } of deviceChoices(devices)) expect(choiceOf(device, devices)).toBe(id);
    expect(choiceOf({ kind: 'modem', port: '/dev/pts/3' }, devices)).toBe('other');
  });
});

describe('a new connection', () => {
  it('takes the first modem that may be used', () => {
    expect(firstDevice([locked, usable])).toEqual({ kind: 'modem', port: usable.path });
  });

  it('is a tunnel where there is none', () => {
    expect(firstDevice([locked])).toEqual({ kind: 'pptp' });
  });
});

describe('a port', () => {
  it('that may not be opened comes with what to do', () => {
    expect(portWarning({ kind: 'modem', port: locked.path }, [locked])).toMatch(
      /may not open \/dev\/ttyS0.*dialout/,
    );
    expect(portWarning({ kind: 'null-modem', port: locked.path }, [locked])).toBeDefined();
  });

  it('that may be opened, is unknown, or is no file, has none', () => {
    expect(portWarning({ kind: 'modem', port: usable.path }, [usable])).toBeUndefined();
    expect(portWarning({ kind: 'modem', port: '/dev/pts/3' }, [usable])).toBeUndefined();
    expect(portWarning({ kind: 'tcp-modem', host: 'x', port: 23 }, [locked])).toBeUndefined();
    expect(portWarning({ kind: 'pptp' }, [locked])).toBeUndefined();
  });
});
