/** The rows a filter leaves, in order, as a value: all of the first `length`, or those listed. */
export interface Rows {
  readonly length: number;
  /** Absent: position and row are the same. */
  readonly listed?: Uint32Array;
}

export const allRows = (length: number): Rows => ({ length });

export function listedRows(rows: ArrayLike<number>): Rows {
  return { length: rows.length, listed: Uint32Array.from(rows) };
}

export function withRows(rows: Rows, more: ArrayLike<number>): Rows {
  if (rows.listed === undefined) return { length: rows.length + more.length };
  if (more.length === 0) return rows;
  const listed = new Uint32Array(rows.length + more.length);
  listed.set(rows.listed);
  listed.set(more, rows.length);
  return { length: listed.length, listed };
}

/** Undefined: there is no such position. */
export function rowAt({ length, listed }: Rows, position: number): number | undefined {
  if (position < 0 || position >= length) return undefined;
  return listed === undefined ? position : listed[position];
}

/** Where `row` is, or would be: the first position whose row is not before it. */
export function positionOf({ length, listed }: Rows, row: number): number {
  if (listed === undefined) return Math.min(row, length);
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((listed[middle] ?? Infinity) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const hasRow = (rows: Rows, row: number): boolean => rowAt(rows, positionOf(rows, row)) === row;
