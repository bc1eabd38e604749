import { describe, expect, it } from 'vitest';
import type { DialProgress } from '../../contract/app.ts';
import type { ConnectionStatus, CounterSnapshot } from '../../contract/status.ts';
import { counters as countersSchema } from '../../contract/status.ts';
import { status } from '../testing/fake-helper.ts';
import type { Sample } from './counter-history.ts';
import { begin, failed } from './dial-progress.ts';
import type { TrayIcon } from './tray-model.ts';
import { trayPicture } from './tray-model.ts';

const none = Object.fromEntries(Object.keys(countersSchema.shape).map((key) => [key, 0])) as CounterSnapshot;
const sample = (bytesSent: number, bytesReceived: number): Sample => ({
  time: 1,
  counters: { ...none, bytesSent, bytesReceived },
});
const office = status('Office', { lineSpeed: 33_600 });
const dialling = begin(['Office'], 1, 1);
const lost = failed(dialling, { number: 829, cause: 'silence' });
/** Its dial has no answer yet. */
const failing: DialProgress = {
  ...dialling,
  states: [{ time: 1, entry: 'Office', leg: 'tunnel', state: 'disconnected' }],
};

interface Case {
  readonly what: string;
  readonly connections?: ConnectionStatus[];
  readonly dials?: DialProgress[];
  readonly traffic?: Record<string, Sample[]>;
  readonly icon: TrayIcon | undefined;
}
const cases: Case[] = [
  { what: 'nothing at all', icon: undefined },
  { what: 'connected, no counters yet', connections: [office], icon: 'idle' },
  {
    what: 'connected, the first counters',
    connections: [office],
    traffic: { Office: [sample(9, 9)] },
    icon: 'idle',
  },
  { what: 'quiet', connections: [office], traffic: { Office: [sample(9, 9), sample(9, 9)] }, icon: 'idle' },
  {
    what: 'sending',
    connections: [office],
    traffic: { Office: [sample(9, 9), sample(10, 9)] },
    icon: 'sent',
  },
  {
    what: 'receiving',
    connections: [office],
    traffic: { Office: [sample(9, 9), sample(9, 10)] },
    icon: 'received',
  },
  {
    what: 'both ways',
    connections: [office],
    traffic: { Office: [sample(9, 9), sample(10, 10)] },
    icon: 'both',
  },
  {
    what: 'quiet now, after traffic a second before',
    connections: [office],
    traffic: { Office: [sample(1, 1), sample(9, 9), sample(9, 9)] },
    icon: 'idle',
  },
  {
    what: 'two connections, one sending and one receiving',
    connections: [office, status('Other')],
    traffic: { Office: [sample(1, 1), sample(2, 1)], Other: [sample(1, 1), sample(1, 2)] },
    icon: 'both',
  },
  { what: 'asked to dial, the helper not there yet', dials: [dialling], icon: 'dialling' },
  {
    what: 'dialling',
    connections: [status('Office', { state: 'authenticate' })],
    dials: [dialling],
    icon: 'dialling',
  },
  {
    what: 'dialled by another program',
    connections: [status('Office', { state: 'openPort' })],
    icon: 'dialling',
  },
  {
    what: 'waiting to redial',
    connections: [status('Office', { state: 'waitForRedial' })],
    icon: 'dialling',
  },
  {
    what: 'one up, another being dialled',
    connections: [status('ISP'), status('Office', { state: 'openPort' })],
    icon: 'dialling',
  },
  { what: 'hung up', connections: [status('Office', { state: 'disconnecting' })], icon: 'offline' },
  { what: 'coming down', connections: [status('Office', { state: 'disconnected' })], icon: 'offline' },
  {
    what: 'one up, another coming down',
    connections: [status('ISP'), status('Office', { state: 'disconnected' })],
    icon: 'idle',
  },
  {
    what: 'failed, what was dialled for it coming down',
    connections: [status('ISP', { state: 'disconnecting' })],
    dials: [failing],
    icon: 'offline',
  },
  { what: 'lost', dials: [lost], icon: 'offline' },
  { what: 'one lost, another up', connections: [status('ISP')], dials: [lost], icon: 'idle' },
];

describe('the tray icon', () => {
  it.each(cases)('$what: $icon', ({ connections = [], dials = [], traffic = {}, icon }) => {
    expect(trayPicture({ connections, dials, traffic: new Map(Object.entries(traffic)) })?.icon).toBe(icon);
  });
});

const labels = (connections: ConnectionStatus[], dials: DialProgress[] = []) =>
  trayPicture({ connections, dials, traffic: new Map() })?.menu.map(({ label }) => label);

describe('the tray menu', () => {
  it('of one connection needs no names', () => {
    expect(labels([office])).toEqual(['Open', 'Status', 'Disconnect', 'Log', 'Exit']);
  });
  it('of several says which, what travels inside another first', () => {
    const chain = [status('Demo ISP'), status('Office', { beneath: 'Demo ISP' })];
    expect(labels(chain)).toEqual([
      'Open',
      'Status Office',
      'Status Demo ISP',
      'Disconnect Office',
      'Disconnect Demo ISP',
      'Log',
      'Exit',
    ]);
  });
  it('offers to cancel what is not up yet', () => {
    expect(labels([status('Office', { state: 'openPort' })])).toContain('Cancel');
  });
  it('offers nothing to hang up what is coming down', () => {
    const comingDown = [status('ISP'), status('Office', { state: 'disconnected' })];
    expect(labels(comingDown)).toEqual([
      'Open',
      'Status ISP',
      'Status Office',
      'Disconnect ISP',
      'Log',
      'Exit',
    ]);
    expect(labels([status('ISP', { state: 'disconnecting' })], [failing])?.join()).not.toMatch(
      /Cancel|Disconnect/,
    );
  });
  it('while the helper is being started offers to cancel the dial', () => {
    const picture = trayPicture({ connections: [], dials: [dialling], traffic: new Map() });
    expect(picture?.menu).toContainEqual({ label: 'Cancel', action: { do: 'disconnect', entry: 'Office' } });
  });
  it('survives connections that claim to lie beneath each other', () => {
    const circle = [
      status('A', { beneath: 'C' }),
      status('B', { beneath: 'A' }),
      status('C', { beneath: 'B' }),
      status('D', { beneath: 'D' }),
    ];
    expect(labels(circle)).toHaveLength(3 + 2 * 4);
  });
});

describe('the tray tooltip', () => {
  it('says speed and bytes', () => {
    const traffic = new Map([['Office', [sample(1_234, 56_789)]]]);
    expect(trayPicture({ connections: [office], dials: [], traffic })?.tooltip).toBe(
      'Office: connected at 33,600 bps\n56,789 bytes received, 1,234 bytes sent',
    );
  });
  it('does not call connecting what is coming down', () => {
    const connections = [status('ISP', { state: 'disconnecting' })];
    expect(trayPicture({ connections, dials: [failing], traffic: new Map() })?.tooltip).toBe(
      'Office: disconnecting\nISP: disconnecting',
    );
  });
  it('says what was lost, with its number', () => {
    expect(trayPicture({ connections: [], dials: [lost], traffic: new Map() })?.tooltip).toBe(
      'Office: not connected (error 829)',
    );
  });
  it('names an entry that is asked for once, though both the dial and the helper tell it', () => {
    const connections = [status('Office', { state: 'openPort' })];
    expect(trayPicture({ connections, dials: [dialling], traffic: new Map() })?.tooltip).toBe(
      'Office: connecting',
    );
  });
});

it('a click opens the status of what is up, else the folder', () => {
  const click = (connections: ConnectionStatus[]) =>
    trayPicture({ connections, dials: [lost], traffic: new Map() })?.click;
  expect(click([office])).toEqual({ do: 'status', entry: 'Office' });
  expect(click([])).toEqual({ do: 'open' });
});
