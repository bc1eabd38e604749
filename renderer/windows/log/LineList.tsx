/** The lines: a virtual list, so that only those in view exist, however many there are. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { ActionDispatch, KeyboardEvent, PointerEvent, RefObject } from 'react';
import { patternOf } from './find.ts';
import { LineRow, rowHeight } from './LineRow.tsx';
import { lineAt } from './lines.ts';
import type { LogAction, LogModel } from './model.ts';
import { positionOf, rowAt } from './rows.ts';
import { isSelected } from './selection.ts';

interface LineListProps {
  readonly model: LogModel;
  readonly dispatch: ActionDispatch<[LogAction]>;
  readonly label: string;
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onContextMenu: (at: { x: number; y: number }, byKey: boolean) => void;
}

const columns = ['Time', 'Leg', 'Layer', 'Direction', 'Text'];
/** Lines drawn beyond each edge, so that a quick scroll finds them there. */
const overscan = 12;
/** Of the column heads, which stay in view. */
const headHeight = 18;

/** How far a key moves the focus; undefined: it is not one of movement. */
function stepOf(key: string, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}

const positionAt = (target: EventTarget): number | undefined => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
  return row === null ? undefined : Number(row.dataset.position);
};

export function LineList({ model, dispatch, label, ref: scroller, onContextMenu }: LineListProps) {
  const { rows, lines, selection, follow, sought, filter } = model;
  const id = useId();
  const before = useRef({ top: 0, height: 0 });
  const pattern = useMemo(() => patternOf(sought), [sought]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const height = virtualizer.getTotalSize();
  const focus = selection === undefined ? undefined : positionOf(rows, selection.focus);
  const focusRow = selection?.focus;

  useLayoutEffect(() => {
    if (follow && scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [follow, height]);

  // Not when lines come: the user may be reading elsewhere.
  const positions = useRef(rows);
  useLayoutEffect(() => {
    positions.current = rows;
  }, [rows]);
  useEffect(() => {
    if (focusRow === undefined) return;
    virtualizer.scrollToIndex(positionOf(positions.current, focusRow), { align: 'auto' });
  }, [focusRow, filter, virtualizer]);

  /** Going up, not the list becoming shorter, ends following. */
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop: top, scrollHeight } = element;
    if (follow && scrollHeight === before.current.height && top < before.current.top - 1)
      dispatch({ type: 'followed', follow: false });
    before.current = { top, height: scrollHeight };
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      onContextMenu({ x: box.left + 24, y: box.top + 24 }, true);
      return;
    }
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1,
    );
    const by = stepOf(event.key, page);
    if (by === undefined) return;
    event.preventDefault();
    dispatch({ type: 'moved', by, extend: event.shiftKey });
  };

  const onPointerDown = (event: PointerEvent): void => {
    const position = positionAt(event.target);
    if (position === undefined || event.button > 2 || event.button === 1) return;
    const row = rowAt(rows, position);
    // The menu is about what is selected, if it was opened on that.
    if (event.button === 2 && row !== undefined && isSelected(selection, row)) return;
    dispatch({ type: 'selected', position, extend: event.shiftKey });
  };

  const onPointerMove = (event: PointerEvent): void => {
    const position = positionAt(event.target);
    if ((event.buttons & 1) === 0 || position === undefined || position === focus) return;
    dispatch({ type: 'selected', position, extend: true });
  };

  return (
    <div className="log-lines">
      <div
        className="log-scroller"
        role="grid"
        aria-label={label}
        aria-multiselectable="true"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={focus === undefined ? undefined : `${id}-${focus}`}
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onContextMenu={(event) => {
          event.preventDefault();
          onContextMenu({ x: event.clientX, y: event.clientY }, false);
        }}
      >
        <div className="log-heads" role="row" aria-rowindex={1}>
          {columns.map((title) => (
            <span key={title} role="columnheader" className="log-head">
              {title === 'Direction' ? <span className="visually-hidden">{title}</span> : title}
            </span>
          ))}
        </div>
        <div role="rowgroup" className="log-ground" style={{ height }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(rows, index);
            const line = row === undefined ? undefined : lineAt(lines, row);
            if (row === undefined || line === undefined) return null;
            return (
              <LineRow
                key={row}
                id={`${id}-${index}`}
                line={line}
                position={index}
                top={start - headHeight}
                selected={isSelected(selection, row)}
                focused={index === focus}
                pattern={pattern}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
