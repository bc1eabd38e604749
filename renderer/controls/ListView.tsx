/** A list of things with icons: large icons, a list, or details in columns; one selection, kept by key whatever the items do. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { DetailsHeader } from './DetailsHeader.tsx';
import { ListEntry } from './ListEntry.tsx';
import { listMove, typeAhead } from './list-model.ts';
import type { ListViewMode } from './list-model.ts';
import type { ListColumn, ListItem, ListSort } from './list-types.ts';

export type { ListColumn, ListItem, ListSort } from './list-types.ts';
export type { ListViewMode } from './list-model.ts';

export interface ListViewProps {
  /** What is listed, for those who cannot see it. */
  readonly label: string;
  readonly items: readonly ListItem[];
  readonly view: ListViewMode;
  /** The first column is the icon and label; the others show `cells`. Only details has them. */
  readonly columns: readonly ListColumn[];
  readonly selected: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  /** Double-click or Enter. */
  readonly onActivate: (key: string) => void;
  /** The item whose label is a text field now. */
  readonly renaming?: string | undefined;
  /** The text typed, or undefined when the user gave up. */
  readonly onRenamed?: (key: string, name: string | undefined) => void;
  /** Right click, Shift+F10 or the Menu key; without a key: on the empty ground. */
  readonly onContextMenu?: (key: string | undefined, at: { x: number; y: number }, byKey: boolean) => void;
  readonly sort?: ListSort;
  readonly onSort?: (column: string) => void;
  readonly autoFocus?: boolean;
}

/** How long a pause ends a typed word. */
const typingPause = 1000;

export function ListView(props: ListViewProps) {
  const { label, items, view, columns, selected, onSelect, onActivate, renaming, onRenamed, onContextMenu } =
    props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const typing = useRef({ text: '', at: 0 });
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const index = items.findIndex(({ key }) => key === selected);
  const elements = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[data-item]') ?? []),
  ];
  const grid = view === 'details';
  // What can be chosen may hold no field to type in: meanwhile nothing can be chosen.
  const choosing = renaming === undefined;
  const template = columns.map((column) => `${widths[column.id] ?? column.width}px`).join(' ');

  useLayoutEffect(() => {
    if (index >= 0) elements()[index]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [index, view]);

  const wasRenaming = useRef<string>(undefined);
  useEffect(() => {
    if (wasRenaming.current !== undefined && renaming === undefined) list.current?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);
  const { autoFocus } = props;
  useEffect(() => {
    if (autoFocus === true) list.current?.focus();
  }, [autoFocus]);

  const measure = () => {
    const boxes = elements().map((element) => element.getBoundingClientRect());
    const [first] = boxes;
    const height = list.current?.clientHeight ?? 0;
    if (first === undefined) return { perLine: 1, page: 1 };
    const edge = view === 'list' ? 'left' : 'top';
    const perLine = boxes.filter((box) => Math.abs(box[edge] - first[edge]) < 1).length;
    const page =
      view === 'list'
        ? Math.floor((list.current?.clientWidth ?? 0) / Math.max(1, first.width))
        : Math.floor(height / Math.max(1, first.height));
    return { perLine, page };
  };

  const openMenu = (byKey: boolean, event: MouseEvent | KeyboardEvent): void => {
    if (onContextMenu === undefined) return;
    event.preventDefault();
    if (!byKey && 'clientX' in event) {
      const hit = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null;
      const key = hit?.dataset.item;
      onSelect(key);
      onContextMenu(key, { x: event.clientX, y: event.clientY }, false);
      return;
    }
    const box = (elements()[index] ?? list.current)?.getBoundingClientRect();
    if (box !== undefined) onContextMenu(selected, { x: box.left + 16, y: box.top + 16 }, true);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (renaming !== undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      openMenu(true, event);
      return;
    }
    if (key === 'Enter' && selected !== undefined) {
      event.preventDefault();
      onActivate(selected);
      return;
    }
    if (key === ' ' && index < 0) {
      event.preventDefault();
      onSelect(items[0]?.key);
      return;
    }
    let target = listMove({ count: items.length, mode: view, ...measure() }, index, key);
    if (target === undefined && key.length === 1 && (key !== ' ' || typing.current.text !== '')) {
      const fresh = event.timeStamp - typing.current.at > typingPause;
      typing.current = { text: (fresh ? '' : typing.current.text) + key, at: event.timeStamp };
      target = typeAhead(
        items.map((item) => item.label),
        index,
        typing.current.text,
      );
    }
    if (target === undefined) return;
    event.preventDefault();
    onSelect(items[target]?.key);
  };

  return (
    <div
      className={`list-view ${view}`}
      ref={list}
      role={grid ? 'grid' : choosing ? 'listbox' : 'list'}
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={choosing && index >= 0 ? `${id}-${index}` : undefined}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => openMenu(false, event)}
      onPointerDown={(event) => {
        if (
          event.target === event.currentTarget ||
          (event.target instanceof Element && event.target.matches('.list-ground'))
        )
          onSelect(undefined);
      }}
    >
      {grid && (
        <DetailsHeader
          columns={columns}
          template={template}
          widths={widths}
          onWidth={(column, width) => setWidths((held) => ({ ...held, [column]: width }))}
          {...(props.sort && { sort: props.sort })}
          {...(props.onSort && { onSort: props.onSort })}
        />
      )}
      <div className="list-ground" role={grid ? 'rowgroup' : 'presentation'}>
        {items.map((item, at) => (
          <ListEntry
            key={item.key}
            id={`${id}-${at}`}
            item={item}
            view={view}
            columns={columns}
            template={template}
            selected={item.key === selected}
            choosing={choosing}
            onPress={() => onSelect(item.key)}
            onActivate={() => onActivate(item.key)}
            renaming={item.key === renaming}
            onRenamed={(name) => onRenamed?.(item.key, name)}
          />
        ))}
      </div>
    </div>
  );
}
