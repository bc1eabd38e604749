/** What the log viewer shows, as a pure function of what happened: lines, filter, find, selection, follow, pause. */
import type { LogFilter } from '../../../contract/log-filter.ts';
import type { LogRecord } from '../../../contract/log.ts';
import { contains, patternOf } from './find.ts';
import type { LogLines } from './lines.ts';
import { appended, kindsPassing, noLines, rowsPassing, textAt } from './lines.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';
import { selectedPositions } from './selection.ts';
import { allRows, hasRow, listedRows, positionOf, rowAt, withRows } from './rows.ts';

export interface LogModel {
  /** Which log this is. */
  readonly log?: string;
  readonly lines: LogLines;
  /** How many lines the log has; those beyond `lines.length` are still to be fetched. */
  readonly total: number;
  readonly filter: LogFilter;
  /** What passes the filter. */
  readonly rows: Rows;
  readonly sought: string;
  /** Those of `rows` that hold what is sought. */
  readonly matches: Rows;
  readonly selection?: Selection;
  /** The end stays in view. */
  readonly follow: boolean;
  /** Nothing more is fetched. */
  readonly paused: boolean;
}

export type LogAction =
  | { readonly type: 'opened'; readonly log: string; readonly live: boolean }
  | { readonly type: 'grew'; readonly total: number }
  | {
      readonly type: 'loaded';
      readonly from: number;
      readonly total: number;
      readonly records: readonly LogRecord[];
    }
  | { readonly type: 'filtered'; readonly filter: LogFilter }
  | { readonly type: 'sought'; readonly text: string }
  | { readonly type: 'foundNext'; readonly direction: 1 | -1 }
  | { readonly type: 'selected'; readonly position: number; readonly extend: boolean }
  | { readonly type: 'moved'; readonly by: number; readonly extend: boolean }
  | { readonly type: 'selectedAll' }
  | { readonly type: 'followed'; readonly follow: boolean }
  | { readonly type: 'paused'; readonly paused: boolean };

export const emptyLog: LogModel = {
  lines: noLines,
  total: 0,
  filter: {},
  rows: allRows(0),
  sought: '',
  matches: listedRows([]),
  follow: false,
  paused: false,
};

const isOpen = ({ legs, layers }: LogFilter): boolean => legs === undefined && layers === undefined;

/** Nothing yet, but the same lines are wanted and the same text is looked for. */
export const anew = ({ filter, sought }: LogModel): LogModel => ({
  ...emptyLog,
  filter,
  sought,
  rows: isOpen(filter) ? allRows(0) : listedRows([]),
});

function matching(lines: LogLines, rows: Rows, sought: string, from: number): number[] {
  const pattern = patternOf(sought);
  const found: number[] = [];
  if (pattern === undefined) return found;
  for (let position = from; position < rows.length; position += 1) {
    const row = rowAt(rows, position);
    if (row !== undefined && contains(pattern, textAt(lines, row))) found.push(row);
  }
  return found;
}

/** A chunk that is not the next one is an answer that came too late. */
function loaded(model: LogModel, action: LogAction & { type: 'loaded' }): LogModel {
  const { lines: before, rows: rowsBefore } = model;
  const total = Math.max(model.total, action.total);
  if (action.from !== before.length || action.records.length === 0) return { ...model, total };
  const lines = appended(before, action.records);
  const rows = isOpen(model.filter)
    ? allRows(lines.length)
    : withRows(rowsBefore, rowsPassing(lines, before.length, kindsPassing(model.filter)));
  const matches = withRows(model.matches, matching(lines, rows, model.sought, rowsBefore.length));
  return { ...model, lines, rows, matches, total: Math.max(total, lines.length) };
}

function filtered(model: LogModel, filter: LogFilter): LogModel {
  const { lines, selection } = model;
  const rows = isOpen(filter)
    ? allRows(lines.length)
    : listedRows(rowsPassing(lines, 0, kindsPassing(filter)));
  const next = { ...model, filter, rows, matches: listedRows(matching(lines, rows, model.sought, 0)) };
  if (selection === undefined || hasRow(rows, selection.focus)) return next;
  const focus = focusLeft(rows, selection);
  if (focus !== undefined) return { ...next, selection: focus };
  const { selection: hidden, ...rest } = next;
  return hidden === undefined ? next : rest;
}

/** Where the focus goes when its line is hidden: what is left of the selection keeps it, else the next line there is. */
function focusLeft(rows: Rows, selection: Selection): Selection | undefined {
  const { anchor, focus } = selection;
  const left = selectedPositions(rows, selection);
  if (left !== undefined) {
    const row = rowAt(rows, focus > anchor ? left.last : left.first);
    return row === undefined ? undefined : { anchor, focus: row };
  }
  const row = rowAt(rows, Math.min(positionOf(rows, focus), rows.length - 1));
  return row === undefined ? undefined : { anchor: row, focus: row };
}

/** The line at this position, or the nearest there is, takes the focus. */
function selected(model: LogModel, position: number, extend: boolean): LogModel {
  const last = model.rows.length - 1;
  const focus = rowAt(model.rows, Math.max(0, Math.min(position, last)));
  if (focus === undefined) return model;
  const anchor = extend ? (model.selection?.anchor ?? focus) : focus;
  // Who reads a line that is not the last does not want it to run away.
  return { ...model, selection: { anchor, focus }, follow: model.follow && position >= last };
}

function moved(model: LogModel, by: number, extend: boolean): LogModel {
  const { selection, rows } = model;
  if (selection !== undefined) return selected(model, positionOf(rows, selection.focus) + by, extend);
  return selected(model, by > 0 ? 0 : rows.length - 1, extend);
}

/** The next match after the focus, beginning anew at the end. */
function foundNext(model: LogModel, direction: 1 | -1): LogModel {
  const { matches, selection, rows } = model;
  if (matches.length === 0) return model;
  let position: number;
  if (selection === undefined) position = direction > 0 ? 0 : -1;
  else {
    const at = positionOf(matches, selection.focus);
    const onMatch = rowAt(matches, at) === selection.focus;
    position = direction > 0 ? at + (onMatch ? 1 : 0) : at - 1;
  }
  const row = rowAt(matches, (position + matches.length) % matches.length);
  return row === undefined ? model : selected(model, positionOf(rows, row), false);
}

export function logReducer(model: LogModel, action: LogAction): LogModel {
  switch (action.type) {
    case 'opened':
      return { ...anew(model), log: action.log, follow: action.live };
    case 'grew':
      return action.total > model.total ? { ...model, total: action.total } : model;
    case 'loaded':
      return loaded(model, action);
    case 'filtered':
      return filtered(model, action.filter);
    case 'sought': {
      const matches = listedRows(matching(model.lines, model.rows, action.text, 0));
      return { ...model, sought: action.text, matches };
    }
    case 'foundNext':
      return foundNext(model, action.direction);
    case 'selected':
      return selected(model, action.position, action.extend);
    case 'moved':
      return moved(model, action.by, action.extend);
    case 'selectedAll': {
      const anchor = rowAt(model.rows, 0);
      const focus = rowAt(model.rows, model.rows.length - 1);
      return anchor === undefined || focus === undefined ? model : { ...model, selection: { anchor, focus } };
    }
    case 'followed':
      return model.follow === action.follow ? model : { ...model, follow: action.follow };
    case 'paused':
      return { ...model, paused: action.paused };
  }
}
