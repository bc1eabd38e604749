/** One line of the log. Its properties are plain values, so that a line that has not changed is not drawn again. */
import { memo } from 'react';
import { logTime } from '../../../contract/log.ts';
import { oneLine } from '../../../contract/text.ts';
import { layerNames, legNames } from './filter-choice.ts';
import { pieces } from './find.ts';
import type { LogLine } from './lines.ts';

export const rowHeight = 16;
/** Longer lines are cut here, and whole in the detail pane. */
const shownText = 600;

interface LineRowProps {
  readonly id: string;
  readonly line: LogLine;
  readonly position: number;
  readonly top: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly pattern: RegExp | undefined;
}

const signs = { sent: '\u2192', received: '\u2190' } as const;

function Words({ text, pattern }: { readonly text: string; readonly pattern: RegExp | undefined }) {
  const shown = text.length > shownText ? `${text.slice(0, shownText)}…` : text;
  return pieces(shown, pattern).map((piece, index) =>
    piece.found ? <mark key={index}>{oneLine(piece.text)}</mark> : oneLine(piece.text),
  );
}

function Row({ id, line, position, top, selected, focused, pattern }: LineRowProps) {
  const { direction, layer } = line;
  return (
    <div
      id={id}
      role="row"
      className={`log-line ${direction ?? 'told'}${focused ? ' focused' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={position + 2}
      aria-selected={selected}
      data-position={position}
    >
      <span role="gridcell">{logTime(line.time).slice(11)}</span>
      <span role="gridcell">{legNames[line.leg]}</span>
      <span role="gridcell" className={`log-layer ${layer}`}>
        {layerNames[layer]}
      </span>
      <span role="gridcell" className="log-direction" aria-label={direction ?? 'note'}>
        {direction === undefined ? '' : signs[direction]}
      </span>
      <span role="gridcell" className="log-text">
        <Words text={line.text} pattern={pattern} />
      </span>
    </div>
  );
}

const sameLine = (left: LogLine, right: LogLine): boolean =>
  left.time === right.time &&
  left.text === right.text &&
  left.layer === right.layer &&
  left.leg === right.leg &&
  left.direction === right.direction;

export const LineRow = memo(
  Row,
  (before, after) =>
    before.position === after.position &&
    before.top === after.top &&
    before.selected === after.selected &&
    before.focused === after.focused &&
    before.pattern === after.pattern &&
    sameLine(before.line, after.line),
);
