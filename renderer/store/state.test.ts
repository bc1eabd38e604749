import { describe, expect, it } from 'vitest';
import type { AppState } from '../../contract/app.ts';
import { defaultLocations } from '../../contract/locations.ts';
import { defaultSettings } from '../../contract/settings.ts';
import type { CounterSnapshot } from '../../contract/status.ts';
import { connection } from '../testing/calls.ts';
import { changed, counted, subscribed } from './state.ts';

const up = (entry: string) => connection(entry, 'connected');

const state: AppState = {
  phonebook: { path: '/home/ann/phonebook.json', entries: [] },
  connections: [],
  dials: [],
  settings: defaultSettings,
  locations: defaultLocations,
  environment: {
    version: '1.0.0',
    host: 'chromium',
    hostVersion: '1',
    tray: true,
    passwords: { store: 'none' },
    helper: { state: 'connected' },
  },
};

const bytes = (bytesSent: number): CounterSnapshot => ({
  bytesSent,
  bytesReceived: 0,
  framesSent: 0,
  framesReceived: 0,
  userPacketsSent: 0,
  userPacketsReceived: 0,
  userBytesSent: 0,
  userBytesReceived: 0,
  idle: 0,
  fcsErrors: 0,
  aborts: 0,
  overruns: 0,
  malformed: 0,
  greLost: 0,
  greLate: 0,
  greReordered: 0,
  greDuplicate: 0,
  greAcksSent: 0,
  greAcksReceived: 0,
  mppeClearDropped: 0,
  mppeLate: 0,
  mppeFar: 0,
  mppeBad: 0,
  sendDropped: 0,
});

const first = subscribed(undefined, { revision: 5, state });
const inACall = changed(first, { revision: 6, state: { connections: [up('Demo ISP'), up('Office')] } });

describe('the first picture', () => {
  it('is what the main process answers, with no traffic yet', () => {
    expect(first).toEqual({ ...state, revision: 5, counters: {} });
  });

  it('of a page that reloads in the middle of a call shows the call', () => {
    const again = subscribed(undefined, { revision: 6, state: { ...state, connections: [up('Demo ISP')] } });
    expect(again.connections.map(({ entry }) => entry)).toEqual(['Demo ISP']);
    expect(again.counters).toEqual({});
  });

  it('takes up the changes that came while it was asked for, and none that it holds already', () => {
    const waiting = [
      { revision: 4, state: { connections: [up('Older')] } },
      { revision: 5, state: { connections: [up('Same')] } },
      { revision: 6, state: { connections: [up('Newer')] } },
    ];
    const page = waiting.reduce(changed, first);
    expect(page.connections.map(({ entry }) => entry)).toEqual(['Newer']);
    expect(page.revision).toBe(6);
  });
});

describe('a picture asked for again', () => {
  it('replaces everything but the traffic of calls that are still up', () => {
    const busy = counted(counted(inACall, { time: 1, entry: 'Demo ISP', counters: bytes(1) }), {
      time: 1,
      entry: 'Office',
      counters: bytes(2),
    });
    const answer = { revision: 9, state: { ...state, connections: [up('Demo ISP')] } };
    const page = subscribed(busy, answer);
    expect(page.revision).toBe(9);
    expect(Object.keys(page.counters)).toEqual(['Demo ISP']);
  });

  it('is not taken when something newer has come meanwhile', () => {
    expect(subscribed(inACall, { revision: 5, state })).toBe(inACall);
  });
});

describe('a change', () => {
  it('replaces the slices it names and leaves the others as they are, the same objects', () => {
    const connections = [up('Demo ISP')];
    const page = changed(first, { revision: 6, state: { connections } });
    expect(page.connections).toBe(connections);
    for (const slice of ['phonebook', 'dials', 'settings', 'locations', 'environment'] as const)
      expect(page[slice]).toBe(first[slice]);
    expect(page.revision).toBe(6);
  });

  it.each([
    ['older', 4],
    ['of the same age', 5],
  ])('that is %s changes nothing', (_age, revision) => {
    expect(changed(first, { revision, state: { connections: [up('Late')] } })).toBe(first);
  });

  it('may skip revisions, for slices cross whole', () => {
    expect(changed(first, { revision: 40, state: {} }).revision).toBe(40);
  });

  it('leaves the picture before it untouched', () => {
    const before = structuredClone(first);
    changed(first, { revision: 6, state: { connections: [up('Demo ISP')] } });
    expect(first).toEqual(before);
  });

  it('that ends a call takes its traffic along, and no other call’s', () => {
    const busy = counted(counted(inACall, { time: 1, entry: 'Demo ISP', counters: bytes(1) }), {
      time: 1,
      entry: 'Office',
      counters: bytes(2),
    });
    const page = changed(busy, { revision: 7, state: { connections: [up('Demo ISP')] } });
    expect(page.counters).toEqual({ 'Demo ISP': { time: 1, counters: bytes(1) } });
  });
});

describe('two windows', () => {
  it('that hear the same changes in another order agree in the end', () => {
    const older = { revision: 6, state: { connections: [up('Demo ISP')] } };
    const newer = { revision: 7, state: { connections: [up('Demo ISP'), up('Office')] } };
    const early = changed(changed(first, older), newer);
    const late = changed(changed(first, newer), older);
    expect(late).toEqual(early);
  });
});

describe('a second’s counters', () => {
  const one = counted(inACall, { time: 1000, entry: 'Demo ISP', counters: bytes(10) });

  it('are held by entry, the newest alone', () => {
    const two = counted(one, { time: 2000, entry: 'Demo ISP', counters: bytes(20) });
    expect(two.counters).toEqual({ 'Demo ISP': { time: 2000, counters: bytes(20) } });
  });

  it.each([
    ['older', 999],
    ['of the same second', 1000],
  ])('that are %s change nothing', (_age, time) => {
    expect(counted(one, { time, entry: 'Demo ISP', counters: bytes(0) })).toBe(one);
  });

  it('of one call leave another’s alone', () => {
    const both = counted(one, { time: 1000, entry: 'Office', counters: bytes(5) });
    expect(both.counters['Demo ISP']).toBe(one.counters['Demo ISP']);
    expect(both.counters.Office).toEqual({ time: 1000, counters: bytes(5) });
  });

  it('neither make the picture newer nor change a slice', () => {
    expect(one.revision).toBe(inACall.revision);
    expect(one.connections).toBe(inACall.connections);
  });

  it('of a call that is not there are not kept', () => {
    expect(counted(first, { time: 1000, entry: 'Demo ISP', counters: bytes(1) })).toBe(first);
  });
});
