/** Looking for text: the box, how many lines hold it, and the way from one to the next. */
import type { Ref } from 'react';
import { Button, TextField } from '../../controls/index.ts';
import type { LogModel } from './model.ts';
import { hasRow, positionOf } from './rows.ts';

/** "3 of 120": the match in focus, and how many there are. */
export function matchWords({ sought, matches, selection }: LogModel): string {
  if (sought === '') return '';
  if (matches.length === 0) return 'Not found';
  const focus = selection?.focus;
  const total = matches.length.toLocaleString('en');
  if (focus === undefined || !hasRow(matches, focus))
    return matches.length === 1 ? '1 line' : `${total} lines`;
  return `${(positionOf(matches, focus) + 1).toLocaleString('en')} of ${total}`;
}

interface FindBarProps {
  readonly model: LogModel;
  readonly field: Ref<HTMLInputElement>;
  readonly onSought: (text: string) => void;
  readonly onNext: (direction: 1 | -1) => void;
  /** Escape: back to the lines. */
  readonly onLeave: () => void;
}

export function FindBar({ model, field, onSought, onNext, onLeave }: FindBarProps) {
  const none = model.matches.length === 0;
  const why = none ? 'No line holds what is looked for.' : undefined;
  return (
    <search
      className="find-bar"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave();
        else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
          onNext(event.shiftKey ? -1 : 1);
        else return;
        event.preventDefault();
      }}
    >
      <TextField
        label="Fi&nd:"
        type="search"
        value={model.sought}
        onChange={onSought}
        maxLength={200}
        width={150}
        ref={field}
      />
      <Button onClick={() => onNext(-1)} disabled={none} title={why} label="Find previous">
        Previous
      </Button>
      <Button onClick={() => onNext(1)} disabled={none} title={why} label="Find next">
        Next
      </Button>
      <output className="find-count">{matchWords(model)}</output>
    </search>
  );
}
