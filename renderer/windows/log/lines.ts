/**
 * The lines of one log, held compactly: columns in blocks instead of an object a line, so that 200,000 of them are a few
 * megabytes. A value: appending gives a new one that shares all full blocks with the old.
 */
import { legs } from '../../../contract/dial-state.ts';
import type { LogFilter } from '../../../contract/log-filter.ts';
import { passes } from '../../../contract/log-filter.ts';
import { logLayers } from '../../../contract/log.ts';
import type { LogRecord } from '../../../contract/log.ts';

export const blockSize = 4096;

type Frame = NonNullable<LogRecord['frame']>;
/** A line, without which call of the entry it was. */
export type LogLine = Omit<LogRecord, 'call'>;

interface Block {
  readonly times: readonly number[];
  /** Leg, layer and direction of each line in one byte. */
  readonly kinds: readonly number[];
  readonly texts: readonly string[];
  /** Positions in `LogLines.entries`. */
  readonly entries: readonly number[];
  /** By position in the block: most lines have none. */
  readonly frames: ReadonlyMap<number, Frame>;
}

export interface LogLines {
  readonly length: number;
  readonly blocks: readonly Block[];
  /** The names that occur, each once. */
  readonly entries: readonly string[];
}

export const noLines: LogLines = { length: 0, blocks: [], entries: [] };

const directions = [undefined, 'sent', 'received'] as const;

function kindOf({ leg, layer, direction }: Pick<LogRecord, 'leg' | 'layer' | 'direction'>): number {
  return (legs.indexOf(leg) << 6) | (directions.indexOf(direction) << 4) | logLayers.indexOf(layer);
}

function fieldsOf(kind: number): Pick<LogRecord, 'leg' | 'layer' | 'direction'> {
  const direction = directions[(kind >> 4) & 3];
  return {
    leg: legs[kind >> 6] ?? 'modem',
    layer: logLayers[kind & 15] ?? 'call',
    ...(direction !== undefined && { direction }),
  };
}

function extended(
  block: Block | undefined,
  records: readonly LogRecord[],
  entryOf: (name: string) => number,
): Block {
  const frames = new Map(block?.frames);
  const offset = block?.texts.length ?? 0;
  records.forEach(({ frame }, index) => {
    if (frame !== undefined) frames.set(offset + index, frame);
  });
  return {
    times: [...(block?.times ?? []), ...records.map(({ time }) => time)],
    kinds: [...(block?.kinds ?? []), ...records.map(kindOf)],
    texts: [...(block?.texts ?? []), ...records.map(({ text }) => text)],
    entries: [...(block?.entries ?? []), ...records.map(({ entry }) => entryOf(entry))],
    frames,
  };
}

export function appended(lines: LogLines, records: readonly LogRecord[]): LogLines {
  const entries = [...lines.entries];
  const positions = new Map(entries.map((name, position) => [name, position]));
  const entryOf = (name: string): number => {
    const known = positions.get(name);
    if (known !== undefined) return known;
    positions.set(name, entries.length);
    return entries.push(name) - 1;
  };
  const full = Math.floor(lines.length / blockSize);
  const blocks = lines.blocks.slice(0, full);
  let open = lines.blocks[full];
  for (let at = 0; at < records.length;) {
    const room = blockSize - (open?.texts.length ?? 0);
    blocks.push(extended(open, records.slice(at, at + room), entryOf));
    at += room;
    open = undefined;
  }
  if (open !== undefined) blocks.push(open);
  return { length: lines.length + records.length, blocks, entries };
}

/** Undefined: there is no such row. */
export function lineAt(lines: LogLines, row: number): LogLine | undefined {
  const block = lines.blocks[Math.floor(row / blockSize)];
  const at = row % blockSize;
  const text = block?.texts[at];
  if (block === undefined || text === undefined) return undefined;
  const frame = block.frames.get(at);
  return {
    time: block.times[at] ?? 0,
    entry: lines.entries[block.entries[at] ?? 0] ?? '',
    ...fieldsOf(block.kinds[at] ?? 0),
    text,
    ...(frame !== undefined && { frame }),
  };
}

/** Whether a line of this kind passes, asked once per kind instead of once per line. */
export function kindsPassing(filter: LogFilter): readonly boolean[] {
  return Array.from({ length: 256 }, (_, kind) => passes(filter, fieldsOf(kind)));
}

/** The rows from `from` on that pass. */
export function rowsPassing(lines: LogLines, from: number, passing: readonly boolean[]): Uint32Array {
  const rows = new Uint32Array(lines.length - from);
  let count = 0;
  let row = from;
  while (row < lines.length) {
    const kinds = lines.blocks[Math.floor(row / blockSize)]?.kinds ?? [];
    const start = row % blockSize;
    for (let at = start; at < kinds.length; at += 1) {
      if (passing[kinds[at] ?? 0] === true) {
        rows[count] = row - start + at;
        count += 1;
      }
    }
    row += blockSize - start;
  }
  return rows.slice(0, count);
}

export const textAt = (lines: LogLines, row: number): string =>
  lines.blocks[Math.floor(row / blockSize)]?.texts[row % blockSize] ?? '';
