/** One thing of a list view: icon and label, or a row of cells; its label is a text field while it is renamed. */
import { useEffect, useRef } from 'react';
import type { PointerEvent } from 'react';
import { CentredWords } from './CentredWords.tsx';
import { Icon } from './Icon.tsx';
import type { ListViewMode } from './list-model.ts';
import type { ListColumn, ListItem } from './list-types.ts';

interface ListEntryProps {
  readonly id: string;
  readonly item: ListItem;
  readonly view: ListViewMode;
  readonly columns: readonly ListColumn[];
  readonly template: string;
  readonly selected: boolean;
  /** No name of the list is being typed. */
  readonly choosing: boolean;
  readonly renaming: boolean;
  readonly onPress: () => void;
  readonly onActivate: () => void;
  readonly onRenamed: (name: string | undefined) => void;
}

function RenameField({
  name,
  onRenamed,
}: {
  readonly name: string;
  readonly onRenamed: ListEntryProps['onRenamed'];
}) {
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const tell = (value: string | undefined): void => {
    if (told.current) return;
    told.current = true;
    onRenamed(value);
  };
  return (
    <input
      className="rename"
      type="text"
      aria-label={`New name of ${name}`}
      defaultValue={name}
      maxLength={256}
      spellCheck={false}
      autoComplete="off"
      ref={field}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        // The key is not also for what has the focus next: a box that says why the name will not do.
        event.preventDefault();
        tell(event.key === 'Enter' ? event.currentTarget.value : undefined);
      }}
      onBlur={(event) => tell(event.currentTarget.value)}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

/** Words that are cut short are told in full to who points at them. */
function tellWhole({ target }: PointerEvent): void {
  const words = target instanceof Element ? target.closest<HTMLElement>('.list-label, .list-text') : null;
  if (words === null) return;
  const cut = words.scrollWidth > words.clientWidth || words.scrollHeight > words.clientHeight;
  if (cut) words.title = words.textContent;
  else words.removeAttribute('title');
}

const PlainWords = ({ text, className }: { readonly text: string; readonly className: string }) => (
  <span className={className}>{text}</span>
);

export function ListEntry(props: ListEntryProps) {
  const { id, item, view, columns, template, selected, choosing, renaming, onPress, onActivate, onRenamed } =
    props;
  const Words = view === 'icons' ? CentredWords : PlainWords;
  const name = renaming ? (
    <RenameField name={item.label} onRenamed={onRenamed} />
  ) : (
    <Words text={item.label} className="list-label" />
  );
  const common = {
    id,
    'data-item': item.key,
    title: item.title,
    onPointerOver: tellWhole,
    onPointerDown: onPress,
    onDoubleClick: onActivate,
  };
  if (view === 'details') {
    return (
      <div
        className="list-row"
        role="row"
        aria-selected={selected}
        style={{ gridTemplateColumns: template }}
        {...common}
      >
        {columns.map((column, at) => (
          <div key={column.id} role="gridcell" className={`list-cell ${column.align ?? ''}`}>
            {at === 0 ? (
              <>
                <Icon name={item.icon} size={16} />
                {name}
              </>
            ) : (
              <span className="list-text">{item.cells?.[column.id]}</span>
            )}
          </div>
        ))}
      </div>
    );
  }
  return (
    <div
      className="list-item"
      role={choosing ? 'option' : 'listitem'}
      aria-selected={choosing ? selected : undefined}
      {...common}
    >
      <Icon name={item.icon} size={view === 'icons' ? 32 : 16} />
      {name}
      {item.note !== undefined && <Words text={item.note} className="list-note" />}
    </div>
  );
}
