/** Where keys lead in a list: pure, so that every view and edge is a line of a table. */

export type ListViewMode = 'icons' | 'list' | 'details';

export interface Grid {
  readonly count: number;
  /** Items beside each other (icons), or below each other before the next column starts (list); 1 column in details. */
  readonly perLine: number;
  /** Lines that are visible at once, for PageUp and PageDown. */
  readonly page: number;
  readonly mode: ListViewMode;
}

/** The index a key leads to from `from` (-1: none yet); undefined: the key is not one of movement. */
export function listMove(grid: Grid, from: number, key: string): number | undefined {
  const { count, mode, page } = grid;
  const perLine = mode === 'details' ? 1 : Math.max(1, grid.perLine);
  const along =
    mode === 'list' ? { back: 'ArrowUp', on: 'ArrowDown' } : { back: 'ArrowLeft', on: 'ArrowRight' };
  const across =
    mode === 'list' ? { back: 'ArrowLeft', on: 'ArrowRight' } : { back: 'ArrowUp', on: 'ArrowDown' };
  const known = [along.back, along.on, across.back, across.on, 'Home', 'End', 'PageUp', 'PageDown'].includes(
    key,
  );
  if (!known || count === 0) return undefined;
  if (mode === 'details' && (key === along.back || key === along.on)) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (from < 0) return 0;
  const lines = Math.max(1, page - 1) * perLine;
  const by: Readonly<Record<string, number>> = {
    [along.back]: -1,
    [along.on]: 1,
    [across.back]: -perLine,
    [across.on]: perLine,
    PageUp: -lines,
    PageDown: lines,
  };
  const target = from + (by[key] ?? 0);
  if (target >= 0 && target < count) return target;
  if (key === 'PageUp') return from % perLine;
  if (key === 'PageDown') return count - 1;
  // From above a short last line down to its end; everywhere else an edge is an edge.
  if (key === across.on && Math.floor(from / perLine) < Math.floor((count - 1) / perLine)) return count - 1;
  return from;
}

/** The item that typing leads to: the next whose words begin so, `from` itself only once more than one letter is typed. */
export function typeAhead(labels: readonly string[], from: number, typed: string): number | undefined {
  const wanted = typed.toLowerCase();
  // The same letter again and again goes from one match to the next.
  const letter = wanted.charAt(0);
  const repeated = wanted.length > 1 && wanted === letter.repeat(wanted.length);
  const prefix = repeated ? letter : wanted;
  const start = prefix.length > 1 ? Math.max(0, from) : from + 1;
  for (let tried = 0; tried < labels.length; tried += 1) {
    const at = (start + tried) % labels.length;
    if (labels[at]?.toLowerCase().startsWith(prefix) === true) return at;
  }
  return undefined;
}
