import { describe, expect, it } from 'vitest';
import type { ConnectionStatus, CounterSnapshot } from '../../../contract/status.ts';
import { counters as countersSchema } from '../../../contract/status.ts';
import {
  detailRows,
  durationText,
  receiveErrorCount,
  securityNote,
  sendErrorCount,
  speedLine,
  tunnelLossCount,
} from './status-text.ts';

const none = Object.fromEntries(
  Object.keys(countersSchema.shape).map((key) => [key, 0]),
) as unknown as CounterSnapshot;

const framing = { accm: 0, pfc: true, acfc: true, mru: 1500 };
const line: ConnectionStatus = {
  entry: 'Demo ISP',
  call: 1,
  leg: 'isp',
  kind: 'modem',
  state: 'connected',
  since: 0,
  dialledAt: 0,
  connectedAt: 0,
  lineSpeed: 33_600,
  interfaceName: 'dun0',
  mtu: 1500,
  agreement: {
    authentication: 'CHAP MD5',
    encryptionBits: 0,
    send: framing,
    receive: framing,
    ipv4: { local: '192.0.2.10', remote: '192.0.2.1', dns: ['192.0.2.1'], nbns: [] },
  },
  dns: ['192.0.2.1'],
  routes: ['0.0.0.0/1', '128.0.0.0/1'],
  idleLimit: 0,
};
const row = (status: ConnectionStatus, label: string): string | undefined =>
  detailRows(status).find((each) => each.label === label)?.value;
const encrypted = (bits: 0 | 40 | 128): ConnectionStatus => ({
  ...line,
  leg: 'tunnel',
  kind: 'pptp',
  server: '198.51.100.1',
  agreement: { ...line.agreement!, authentication: 'MS-CHAP v2', encryptionBits: bits },
});

it.each([
  [0, '000:00:00'],
  [12_900, '000:00:12'],
  [3_725_000, '001:02:05'],
  [360_000_000, '100:00:00'],
  [-5, '000:00:00'],
])('%i milliseconds are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

it('gives the speed only where somebody said it', () => {
  expect(speedLine(line)).toBe('Connected at 33,600 bps');
  expect(speedLine({})).toBe('Connected');
});

describe('errors', () => {
  it('are summed, and named by kind', () => {
    expect(receiveErrorCount({ ...none, fcsErrors: 1200, aborts: 2 })).toEqual({
      total: 1202,
      kinds: '1,200 damaged frames (checksum), 2 aborted frames',
    });
    expect(receiveErrorCount(none)).toEqual({ total: 0, kinds: 'None' });
  });

  it.each(['fcsErrors', 'aborts', 'overruns', 'malformed'] as const)('of kind %s were received', (kind) => {
    const counters = { ...none, [kind]: 3 };
    expect([receiveErrorCount(counters).total, sendErrorCount(counters).total]).toEqual([3, 0]);
  });

  it('of sending are what was never sent', () => {
    const counters = { ...none, sendDropped: 4 };
    expect(receiveErrorCount(counters).total).toBe(0);
    expect(sendErrorCount(counters)).toEqual({ total: 4, kinds: '4 packets dropped before sending' });
  });

  it('of a tunnel are told apart from those of a line', () => {
    const lossy = { ...none, greLost: 3, greReordered: 1, mppeClearDropped: 2 };
    expect(receiveErrorCount(lossy).total).toBe(0);
    expect(tunnelLossCount(lossy).total).toBe(5);
    expect(tunnelLossCount(lossy).kinds).toContain('not encrypted');
  });

  it('of a tunnel count no packet twice, and none that got through', () => {
    const mixed = { ...none, greLost: 3, greLate: 2, greReordered: 7, greDuplicate: 4 };
    expect(tunnelLossCount(mixed)).toEqual({
      total: 3,
      kinds:
        '3 GRE packets given up on, besides: 2 GRE packets that came all the same, too late, 7 GRE packets put back in order, 4 GRE packets that came twice',
    });
    expect(tunnelLossCount({ ...none, greReordered: 7 })).toEqual({
      total: 0,
      kinds: 'None, besides: 7 GRE packets put back in order',
    });
    expect(tunnelLossCount(none)).toEqual({ total: 0, kinds: 'None' });
  });
});

describe('details', () => {
  it('name the way of logging on as Windows did', () => {
    expect(row(line, 'Authentication')).toBe('Challenge Authentication Protocol (CHAP)');
    expect(row(encrypted(128), 'Authentication')).toContain('Mutual');
  });

  it('give the strength of the encryption', () => {
    expect(row(line, 'Encryption')).toBe('None');
    expect(row(encrypted(40), 'Encryption')).toBe('MPPE, 40-bit');
  });

  it('tell compression each way apart when the two ends differ', () => {
    expect(row(line, 'Header compression')).toBe('Protocol field, address and control fields');
    const uneven = { ...line.agreement!, receive: { ...framing, pfc: false, acfc: false } };
    expect(row({ ...line, agreement: uneven }, 'Header compression')).toBe(
      'Sent: protocol field, address and control fields; received: none',
    );
  });

  it('leave out what there is not', () => {
    expect(row(line, 'Tunnel server')).toBeUndefined();
    expect(row(line, 'IPv6 interface')).toBeUndefined();
    expect(row(encrypted(128), 'Tunnel server')).toBe('198.51.100.1');
  });
});

describe('the word on security', () => {
  it('warns of a tunnel without encryption', () => {
    expect(securityNote(encrypted(0))?.kind).toBe('warning');
  });
  it('says what MPPE is worth where it is used', () => {
    expect(securityNote(encrypted(128))).toMatchObject({
      kind: 'note',
      text: expect.stringContaining('MPPE'),
    });
  });
  it('is silent about a telephone line', () => {
    expect(securityNote(line)).toBeUndefined();
  });
});
