/** The selected lines as text. */
import { formatLogRecord } from '../../../contract/log.ts';
import { lineAt } from './lines.ts';
import type { LogModel } from './model.ts';
import { rowAt } from './rows.ts';
import { selectedPositions } from './selection.ts';

/** As they would stand in a file; undefined: none is selected. */
export function selectedText({ lines, rows, selection }: LogModel): string | undefined {
  const positions = selectedPositions(rows, selection);
  if (positions === undefined) return undefined;
  const texts: string[] = [];
  for (let position = positions.first; position <= positions.last; position += 1) {
    const row = rowAt(rows, position);
    const line = row === undefined ? undefined : lineAt(lines, row);
    if (line !== undefined) texts.push(`${formatLogRecord(line)}\n`);
  }
  return texts.join('');
}
