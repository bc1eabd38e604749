import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../contract/log.ts';
import { logLayers } from '../../../contract/log.ts';
import { legs } from '../../../contract/dial-state.ts';
import { selectedText } from './copy.ts';
import { pieces, patternOf } from './find.ts';
import { appended, blockSize, lineAt, noLines } from './lines.ts';
import type { LogAction, LogModel } from './model.ts';
import { emptyLog, logReducer } from './model.ts';
import { positionOf, rowAt } from './rows.ts';
import { isSelected, selectedPositions } from './selection.ts';

function record(row: number): LogRecord {
  const direction = ([undefined, 'sent', 'received'] as const)[row % 3];
  return {
    time: 1_000 + row,
    entry: row % 2 === 0 ? 'Office' : 'Demo ISP',
    call: 1,
    leg: legs[row % legs.length] ?? 'isp',
    layer: logLayers[row % logLayers.length] ?? 'call',
    ...(direction !== undefined && { direction }),
    text: `line ${row}`,
    ...(row % 5 === 0 && { frame: { protocol: 0xc021, information: 'AQEABA==' } }),
  };
}

const records = (from: number, count: number): LogRecord[] =>
  Array.from({ length: count }, (_, index) => record(from + index));

const after = (model: LogModel, ...actions: LogAction[]): LogModel => actions.reduce(logReducer, model);

/** A log with so many lines, fetched in chunks. */
function logOf(count: number, chunk = 20_000, begin: LogModel = emptyLog): LogModel {
  let model = begin;
  for (let from = 0; from < count; from += chunk) {
    const size = Math.min(chunk, count - from);
    model = logReducer(model, { type: 'loaded', from, total: count, records: records(from, size) });
  }
  return model;
}

const shown = ({ rows }: LogModel): number[] =>
  Array.from({ length: rows.length }, (_, position) => rowAt(rows, position) ?? -1);

describe('lines', () => {
  it('come back as they were, whatever the chunks they came in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 * blockSize }), { maxLength: 4 }), (chunks) => {
        let lines = noLines;
        for (const chunk of chunks) lines = appended(lines, records(lines.length, chunk));
        for (const row of [0, 1, blockSize - 1, blockSize, lines.length - 1]) {
          if (row < 0 || row >= lines.length) continue;
          const { call, ...line } = record(row);
          expect(call).toBe(1);
          expect(lineAt(lines, row)).toEqual(line);
        }
        expect(lineAt(lines, lines.length)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('appended do not change what there was', () => {
    const before = appended(noLines, records(0, 3));
    appended(before, records(100, 3));
    const after = appended(before, records(3, 1));
    expect(before.length).toBe(3);
    expect(lineAt(after, 3)?.text).toBe('line 3');
  });
});

describe('a log of 200,000 lines', () => {
  const model = logOf(200_000);

  it('is all there', () => {
    expect(model.lines.length).toBe(200_000);
    expect(model.rows.length).toBe(200_000);
    expect(lineAt(model.lines, 199_999)?.text).toBe('line 199999');
  });

  it('is filtered by leg and by layer', () => {
    const filtered = after(model, { type: 'filtered', filter: { layers: ['lcp'] } });
    const expected = Array.from({ length: 200_000 }, (_, row) => row).filter(
      (row) => record(row).layer === 'lcp',
    );
    expect(shown(filtered)).toEqual(expected);
    const both = after(model, { type: 'filtered', filter: { layers: ['lcp'], legs: ['modem'] } });
    expect(both.rows.length).toBe(0);
    expect(after(filtered, { type: 'filtered', filter: {} }).rows.length).toBe(200_000);
  });

  it('is searched, and the matches are walked around', () => {
    const found = after(model, { type: 'sought', text: 'LINE 19999' });
    expect(found.matches.length).toBe(11);
    const first = after(found, { type: 'foundNext', direction: 1 });
    expect(first.selection?.focus).toBe(19_999);
    expect(after(first, { type: 'foundNext', direction: 1 }).selection?.focus).toBe(199_990);
    expect(after(first, { type: 'foundNext', direction: -1 }).selection?.focus).toBe(199_999);
    expect(
      after(first, { type: 'foundNext', direction: -1 }, { type: 'foundNext', direction: 1 }).selection
        ?.focus,
    ).toBe(19_999);
  });

  it('can be copied whole', () => {
    const text = selectedText(after(model, { type: 'selectedAll' })) ?? '';
    expect(text.split('\n')).toHaveLength(200_001);
    expect(text).toContain('[Demo ISP]');
  });
});

describe('fetching', () => {
  it('takes the next chunk only: a late or a doubled answer changes nothing', () => {
    const model = logOf(10);
    expect(after(model, { type: 'loaded', from: 5, total: 10, records: records(5, 5) }).lines.length).toBe(
      10,
    );
    expect(after(model, { type: 'loaded', from: 12, total: 20, records: records(12, 5) })).toMatchObject({
      total: 20,
      lines: { length: 10 },
    });
  });

  it('knows how many lines there are to come', () => {
    const model = after(logOf(10), { type: 'grew', total: 25 });
    expect(model.total).toBe(25);
    expect(after(model, { type: 'grew', total: 20 }).total).toBe(25);
  });

  it('filters and searches what arrives as it does what is there', () => {
    const filter = { layers: ['lcp', 'auth'] as ('lcp' | 'auth')[] };
    const set = after(emptyLog, { type: 'filtered', filter }, { type: 'sought', text: '7' });
    const arriving = logOf(500, 37, set);
    const there = after(logOf(500), { type: 'filtered', filter }, { type: 'sought', text: '7' });
    expect(shown(arriving)).toEqual(shown(there));
    expect(Array.from(arriving.matches.listed ?? [])).toEqual(Array.from(there.matches.listed ?? []));
    expect(arriving.matches.length).toBeGreaterThan(0);
  });

  it('of another log begins anew, with the same filter and the same text sought', () => {
    const model = after(
      logOf(50),
      { type: 'filtered', filter: { legs: ['isp'] } },
      { type: 'sought', text: 'x' },
    );
    const next = after(model, { type: 'opened', log: 'office-2', live: true });
    expect(next).toMatchObject({
      log: 'office-2',
      filter: { legs: ['isp'] },
      sought: 'x',
      follow: true,
      total: 0,
    });
    expect(next.lines.length).toBe(0);
    expect(next.rows.length).toBe(0);
    const expected = after(logOf(50), { type: 'filtered', filter: { legs: ['isp'] } });
    expect(shown(logOf(50, 20, next))).toEqual(shown(expected));
  });
});

describe('the selection', () => {
  it('moves by keys and stops at both ends', () => {
    const model = logOf(10);
    const first = after(model, { type: 'moved', by: 1, extend: false });
    expect(first.selection).toEqual({ anchor: 0, focus: 0 });
    expect(after(first, { type: 'moved', by: -1, extend: false }).selection?.focus).toBe(0);
    expect(after(first, { type: 'moved', by: 500, extend: false }).selection?.focus).toBe(9);
    expect(after(model, { type: 'moved', by: -1, extend: false }).selection?.focus).toBe(9);
  });

  it('extends from its anchor, both ways', () => {
    const model = after(
      logOf(10),
      { type: 'selected', position: 5, extend: false },
      { type: 'moved', by: -3, extend: true },
    );
    expect(model.selection).toEqual({ anchor: 5, focus: 2 });
    expect([1, 2, 5, 6].map((row) => isSelected(model.selection, row))).toEqual([false, true, true, false]);
    expect(selectedPositions(model.rows, model.selection)).toEqual({ first: 2, last: 5 });
    expect(selectedText(model)?.split('\n').slice(0, 1)[0]).toMatch(/\[Office\] lcp {4}< line 2$/);
  });

  it('leaves out what the filter hides', () => {
    const model = after(
      logOf(24),
      { type: 'selectedAll' },
      { type: 'filtered', filter: { layers: ['lcp'] } },
    );
    expect(selectedText(model)?.trim().split('\n')).toHaveLength(2);
  });

  it('goes to a line that can be seen when the filter hides its own', () => {
    const model = after(
      logOf(24),
      { type: 'selected', position: 3, extend: false },
      { type: 'filtered', filter: { layers: ['lcp'] } },
    );
    expect(model.selection).toEqual({ anchor: 14, focus: 14 });
    const none = after(model, { type: 'filtered', filter: { legs: [] } });
    expect(none.selection).toBeUndefined();
    expect(selectedText(none)).toBeUndefined();
  });

  it('of nothing is nothing', () => {
    expect(after(emptyLog, { type: 'selectedAll' }, { type: 'moved', by: 1, extend: false })).toEqual(
      emptyLog,
    );
    expect(after(logOf(5), { type: 'foundNext', direction: 1 }).selection).toBeUndefined();
  });
});

describe('following', () => {
  const live = logOf(10, 10, after(emptyLog, { type: 'opened', log: 'office-2', live: true }));

  it('goes on while lines come and while the last is the one in focus', () => {
    expect(live.follow).toBe(true);
    expect(after(live, { type: 'selected', position: 9, extend: false }).follow).toBe(true);
  });

  it('ends when the user goes to another line, or says so', () => {
    expect(after(live, { type: 'moved', by: -1, extend: false }).follow).toBe(true);
    expect(
      after(live, { type: 'selected', position: 9, extend: false }, { type: 'moved', by: -1, extend: false })
        .follow,
    ).toBe(false);
    expect(after(live, { type: 'followed', follow: false }).follow).toBe(false);
  });

  it('does not begin by itself', () => {
    expect(after(logOf(10), { type: 'selected', position: 9, extend: false }).follow).toBe(false);
  });
});

describe('rows of a filter', () => {
  it('find their positions, also of rows that are hidden', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500)), fc.nat(600), (numbers, row) => {
        const sorted = numbers.sort((left, right) => left - right);
        const expected = sorted.filter((each) => each < row).length;
        expect(positionOf({ length: sorted.length, listed: Uint32Array.from(sorted) }, row)).toBe(expected);
      }),
    );
  });
});

describe('find', () => {
  it('marks every piece, whatever the case, and takes signs literally', () => {
    expect(pieces('a.B (c) A.b', patternOf('a.b'))).toEqual([
      { text: 'a.B', found: true },
      { text: ' (c) ', found: false },
      { text: 'A.b', found: true },
    ]);
    expect(pieces('axb', patternOf('a.b'))).toEqual([{ text: 'axb', found: false }]);
  });

  it('takes any text as one to look for', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (sought, around) => {
        const text = `${around}${sought}${around}`;
        const found = pieces(text, patternOf(sought));
        expect(found.map((piece) => piece.text).join('')).toBe(text);
        expect(found.some((piece) => piece.found)).toBe(true);
      }),
    );
  });
});
