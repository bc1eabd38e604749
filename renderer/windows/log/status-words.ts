/** The viewer's status bar. */
import type { LogModel } from './model.ts';
import { selectedPositions } from './selection.ts';

const count = (value: number, one: string, many: string): string =>
  value === 1 ? `1 ${one}` : `${value.toLocaleString('en')} ${many}`;

/** How many lines, how many of them pass the filter, how many are to come. */
export function linesWords({ lines, rows, total, paused }: LogModel): string {
  const all = count(lines.length, 'line', 'lines');
  const shown = rows.length === lines.length ? all : `${rows.length.toLocaleString('en')} of ${all} shown`;
  const waiting = total - lines.length;
  if (waiting <= 0) return paused ? `${shown}, paused` : shown;
  return paused
    ? `${shown}, paused: ${count(waiting, 'new line waits', 'new lines wait')}`
    : `${shown}, ${count(waiting, 'line', 'lines')} to come`;
}

export function selectionWords({ rows, selection }: LogModel): string {
  const positions = selectedPositions(rows, selection);
  if (positions === undefined) return '';
  return `${count(positions.last - positions.first + 1, 'line', 'lines')} selected`;
}
