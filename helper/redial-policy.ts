/** Which failures are worth dialling again for, those that time or chance may heal, and how often. */
import type { ResolvedEntry } from '../contract/phonebook.ts';

/**
 * Never again by itself: refused accounts (a lock-out would follow), settings that do not fit, a person who was rung
 * up, an idle line, and what the user ended.
 */
const final = new Set([
  611, 615, 623, 625, 631, 646, 647, 648, 649, 677, 691, 703, 709, 735, 741, 742, 743, 749, 752, 756, 768,
  778, 828, 917, 918, 919,
]);

export const worthRedialling = (number: number): boolean => !final.has(number);

/** A dropped line is dialled at least once more, whatever the attempts for a failed dial are. */
export function allowedRedials(
  { redial, redialOnDrop }: Pick<ResolvedEntry, 'redial' | 'redialOnDrop'>,
  dropped: boolean,
): number {
  if (!dropped) return redial.attempts;
  return redialOnDrop ? Math.max(1, redial.attempts) : 0;
}
