/** The fields of a frame as a tree; the one selected is shown among the bytes. */
import { useEffect, useId, useRef } from 'react';
import { Icon } from '../../controls/index.ts';
import type { FieldRow } from './field-rows.ts';
import { treeMove } from './field-rows.ts';

interface FieldTreeProps {
  readonly rows: readonly FieldRow[];
  readonly collapsed: ReadonlySet<string>;
  readonly selected: string;
  readonly onSelect: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

export function FieldTree({ rows, collapsed, selected, onSelect, onToggle }: FieldTreeProps) {
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div
      className="field-tree"
      role="tree"
      aria-label="Fields of the frame"
      aria-activedescendant={`${id}-${selected}`}
      tabIndex={0}
      ref={tree}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const move = treeMove(rows, collapsed, selected, event.key);
        if (move === undefined) return;
        event.preventDefault();
        if (move.toggle === true) onToggle(move.path);
        onSelect(move.path);
      }}
    >
      {rows.map(({ path, field, level, position, siblings }) => {
        const branch = field.children.length > 0;
        const open = branch && !collapsed.has(path);
        return (
          <div
            key={path}
            id={`${id}-${path}`}
            role="treeitem"
            className={`tree-row${field.problem === undefined ? '' : ' problem'}`}
            style={{ paddingLeft: (level - 1) * 14 + 2 }}
            aria-level={level}
            aria-posinset={position}
            aria-setsize={siblings}
            aria-expanded={branch ? open : undefined}
            aria-selected={path === selected}
            onPointerDown={() => onSelect(path)}
            onDoubleClick={() => {
              if (branch) onToggle(path);
            }}
          >
            <span
              className={`field-toggle${branch ? (open ? ' open' : ' closed') : ''}`}
              aria-hidden="true"
              onClick={() => {
                if (branch) onToggle(path);
              }}
            />
            {field.problem !== undefined && <Icon name="warning" size={12} label="Problem" />}
            <span className="field-words">
              {field.value === '' ? field.label : `${field.label}: ${field.value}`}
              {field.problem !== undefined && ` (${field.problem})`}
            </span>
          </div>
        );
      })}
    </div>
  );
}
