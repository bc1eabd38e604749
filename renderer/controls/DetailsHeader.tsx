/** The heads of a details view: pressed to sort, dragged at their edges to resize. */
import type { PointerEvent } from 'react';
import type { ListColumn, ListSort } from './list-types.ts';

interface DetailsHeaderProps {
  readonly columns: readonly ListColumn[];
  readonly template: string;
  readonly widths: Readonly<Record<string, number>>;
  readonly sort?: ListSort;
  readonly onSort?: (column: string) => void;
  readonly onWidth: (column: string, width: number) => void;
}

const narrowest = 24;

export function DetailsHeader({ columns, template, widths, sort, onSort, onWidth }: DetailsHeaderProps) {
  const grab = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  return (
    <div role="rowgroup" className="list-heads">
      <div role="row" className="list-row" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const sorted =
            sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          const width = widths[column.id] ?? column.width;
          const resize = (wanted: number): void =>
            onWidth(column.id, Math.max(narrowest, Math.round(wanted)));
          return (
            <div key={column.id} role="columnheader" className="list-head-cell" aria-sort={sorted}>
              <button
                type="button"
                className={`list-head ${column.align ?? ''}`}
                tabIndex={-1}
                disabled={column.sortable !== true}
                onClick={() => onSort?.(column.id)}
              >
                {column.title}
              </button>
              <span
                className="list-grip"
                onPointerDown={grab}
                onPointerMove={(event) => {
                  if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
                  const cell = event.currentTarget.parentElement?.getBoundingClientRect();
                  resize(cell === undefined ? width : event.clientX - cell.left);
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
