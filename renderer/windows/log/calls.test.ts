import { describe, expect, it } from 'vitest';
import type { LogCall } from '../../../contract/app.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { durationOf, endText, inOrder, shownCall } from './calls.ts';
import { layerShown, legShown, withLayerToggled, withLegToggled } from './filter-choice.ts';

const call = (log: string, startedAt: number, endedAt?: number): LogCall => ({
  log,
  entry: 'Office',
  startedAt,
  lines: 1,
  ...(endedAt !== undefined && { endedAt }),
});

describe('the list of calls', () => {
  it('has those that are going on first, then the newest', () => {
    const calls = [call('a', 1, 2), call('b', 5, 6), call('c', 3), call('d', 4)];
    expect(inOrder(calls).map(({ log }) => log)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('shows the one that was asked for, else the first', () => {
    const calls = [call('a', 1), call('b', 2)];
    expect(shownCall(calls, 'b')?.log).toBe('b');
    expect(shownCall(calls, 'gone')?.log).toBe('a');
    expect(shownCall([], undefined)).toBeUndefined();
  });

  it('says how long a call was and how it ended', () => {
    expect(durationOf(call('a', 1_000))).toBe('');
    expect(durationOf(call('a', 1_000, 4_000))).toBe('000:00:03');
    expect(endText(call('a', 1))).toBe('Going on');
    expect(endText(call('a', 1, 2))).toBe('Hung up');
    expect(endText({ ...call('a', 1, 2), error: { number: 691, cause: 'no' } })).toBe(
      `Error 691: ${rasError(691).what}`,
    );
  });
});

describe('the filter', () => {
  it('is taken apart and put together again, leg by leg and layer by layer', () => {
    const noLcp = withLayerToggled({}, 'lcp');
    expect(layerShown(noLcp, 'lcp')).toBe(false);
    expect(layerShown(noLcp, 'dns')).toBe(true);
    const less = withLegToggled(noLcp, 'tunnel');
    expect(less.legs).toEqual(['modem', 'isp']);
    expect(legShown(less, 'tunnel')).toBe(false);
    expect(layerShown(less, 'lcp')).toBe(false);
    expect(withLegToggled(withLayerToggled(less, 'lcp'), 'tunnel')).toEqual({});
  });

  it('can leave nothing', () => {
    const none = withLegToggled({ legs: ['isp'] }, 'isp');
    expect(none).toEqual({ legs: [] });
  });
});
