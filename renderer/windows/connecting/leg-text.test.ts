import { describe, expect, it } from 'vitest';
import { dialStates, unansweredDetail } from '../../../contract/dial-state.ts';
import type { LegView } from '../../store/dial-view.ts';
import { elapsedText, legText, redialText } from './leg-text.ts';

const line = { entry: 'Demo ISP', kind: 'modem', leg: 'isp' } as const;
const tunnel = { entry: 'Office', kind: 'pptp', leg: 'tunnel', host: 'vpn.example' } as const;

describe('the line of a leg', () => {
  it.each<readonly [LegView, string]>([
    [line, 'Waiting...'],
    [{ ...tunnel, waitsFor: 'Demo ISP' }, 'Waiting for Demo ISP...'],
    [{ ...line, state: 'openPort' }, 'Initializing...'],
    [{ ...line, state: 'connectDevice', detail: '/dev/ttyUSB0' }, 'Initializing...'],
    [{ ...line, state: 'connectDevice', detail: 'dialling' }, 'Dialing...'],
    [{ ...line, state: 'allDevicesConnected' }, 'Negotiating with the server...'],
    [
      { ...line, state: 'allDevicesConnected', detail: unansweredDetail },
      'The other computer does not answer yet...',
    ],
    [
      { ...tunnel, state: 'allDevicesConnected', detail: unansweredDetail },
      'Nothing comes back through the tunnel yet...',
    ],
    [{ ...line, state: 'authenticate', detail: 'CHAP MD5' }, 'Verifying user name and password...'],
    [{ ...line, state: 'authProject' }, 'Logging on to network...'],
    [{ ...line, state: 'connected', lineSpeed: 33_600 }, 'Connected at 33,600 bps'],
    [{ ...line, state: 'connected' }, 'Connected'],
    [{ ...tunnel, state: 'connectDevice', detail: '198.51.100.1' }, 'Connecting to 198.51.100.1...'],
    [{ ...tunnel, state: 'connectDevice' }, 'Connecting to vpn.example...'],
    [{ ...line, kind: 'null-modem', state: 'connectDevice' }, 'Waiting for the other computer...'],
  ])('%o is "%s"', (leg, text) => {
    expect(legText(leg)).toBe(text);
  });

  it('never speaks the words of a later Windows', () => {
    for (const kind of ['modem', 'tcp-modem', 'null-modem', 'pptp'] as const)
      for (const state of dialStates) {
        const text = legText({ ...line, kind, state });
        expect(text).not.toBe('');
        expect(text).not.toMatch(/registering|username|opening port/i);
      }
  });
});

describe('waiting to redial', () => {
  const redial = { attempt: 2, of: 10, at: 10_000, after: { number: 676, cause: 'busy' } };
  it.each([
    [5_000, 'Attempt 2 of 10 in 5 seconds.'],
    [9_001, 'Attempt 2 of 10 in 1 second.'],
    [12_000, 'Attempt 2 of 10 in 0 seconds.'],
  ])('at %i: %s', (now, text) => {
    expect(redialText(redial, now)).toBe(text);
  });
});

it('counts whole seconds from the first on', () => {
  expect([undefined, 9_500, 8_000, 1_000].map((since) => elapsedText(since, 10_000))).toEqual([
    '',
    '',
    '2 s',
    '9 s',
  ]);
});
