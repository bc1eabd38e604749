/** The selected range of lines, in rows. */
import type { Rows } from './rows.ts';
import { positionOf } from './rows.ts';

/** Rows, not positions: a filter that changes does not move them. The focus is always on a row that can be seen. */
export interface Selection {
  readonly anchor: number;
  readonly focus: number;
}

export function isSelected(selection: Selection | undefined, row: number): boolean {
  if (selection === undefined) return false;
  const { anchor, focus } = selection;
  return row >= Math.min(anchor, focus) && row <= Math.max(anchor, focus);
}

/** First and last selected position; undefined: nothing that can be seen is selected. */
export function selectedPositions(
  rows: Rows,
  selection: Selection | undefined,
): { readonly first: number; readonly last: number } | undefined {
  if (selection === undefined) return undefined;
  const first = positionOf(rows, Math.min(selection.anchor, selection.focus));
  const beyond = positionOf(rows, Math.max(selection.anchor, selection.focus) + 1);
  return beyond > first ? { first, last: beyond - 1 } : undefined;
}
