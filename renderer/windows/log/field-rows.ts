/** The tree of a frame's fields as the rows that can be seen, and where keys lead in it. */
import type { Field } from '../../dissect/index.ts';

export interface FieldRow {
  /** Where it is in the tree: "0.3.1". */
  readonly path: string;
  readonly field: Field;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

export function fieldRows(root: Field, collapsed: ReadonlySet<string>): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  const walk = (fields: readonly Field[], prefix: string, level: number): void => {
    fields.forEach((field, index) => {
      const path = prefix === '' ? String(index) : `${prefix}.${index}`;
      rows.push({ path, field, level, position: index + 1, siblings: fields.length });
      if (!collapsed.has(path)) walk(field.children, path, level + 1);
    });
  };
  walk([root], '', 1);
  return rows;
}

/** The innermost field that holds this byte, if its branch is open; undefined: none does. */
export function rowOfByte(rows: readonly FieldRow[], offset: number): FieldRow | undefined {
  return rows.findLast(({ field }) => offset >= field.offset && offset < field.offset + field.length);
}

export interface TreeMove {
  readonly path: string;
  /** Its branch is to be opened or closed. */
  readonly toggle?: boolean;
}

/** Where a key leads from `path`; undefined: it is not one of movement. */
export function treeMove(
  rows: readonly FieldRow[],
  collapsed: ReadonlySet<string>,
  path: string,
  key: string,
): TreeMove | undefined {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.path === path),
  );
  const row = rows[at];
  if (row === undefined) return undefined;
  const to = (target: FieldRow | undefined): TreeMove => ({ path: (target ?? row).path });
  const open = row.field.children.length > 0 && !collapsed.has(row.path);
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (open) return to(rows[at + 1]);
      return { path: row.path, toggle: row.field.children.length > 0 };
    case 'ArrowLeft':
      if (open) return { path: row.path, toggle: true };
      return to(rows.slice(0, at).findLast(({ level }) => level < row.level));
    default:
      return undefined;
  }
}
