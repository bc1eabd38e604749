/** The list of calls: their order, which one is shown, and what is written beside each. */
import type { LogCall } from '../../../contract/app.ts';
import { logTime } from '../../../contract/log.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { durationText } from '../status/status-text.ts';

export const isLive = ({ endedAt }: Pick<LogCall, 'endedAt'>): boolean => endedAt === undefined;

/** Those that are going on first, then the newest. */
export function inOrder(calls: readonly LogCall[]): readonly LogCall[] {
  return calls.toSorted(
    (left, right) => Number(isLive(right)) - Number(isLive(left)) || right.startedAt - left.startedAt,
  );
}

/** The call that is shown: the one wanted if it is there, else the first. */
export function shownCall(calls: readonly LogCall[], wanted: string | undefined): LogCall | undefined {
  return calls.find(({ log }) => log === wanted) ?? calls[0];
}

/** Without milliseconds. */
export const startText = (time: number): string => logTime(time).slice(0, 19);

/** A call that goes on has no duration yet: the Status window counts it. */
export function durationOf({ startedAt, endedAt }: Pick<LogCall, 'startedAt' | 'endedAt'>): string {
  return endedAt === undefined ? '' : durationText(endedAt - startedAt);
}

export function endText(call: Pick<LogCall, 'endedAt' | 'error'>): string {
  if (isLive(call)) return 'Going on';
  if (call.error === undefined) return 'Hung up';
  return `Error ${call.error.number}: ${rasError(call.error.number).what}`;
}
