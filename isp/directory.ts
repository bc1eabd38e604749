/** The telephone book of the exchange: which number leads where. */
import type { Answer } from './far-end.ts';
import type { LineCondition } from './line/condition.ts';

export type Destination =
  /** Somebody picks up and a carrier comes. */
  | {
      readonly kind: 'answers';
      readonly answer: Answer;
      /** Milliseconds after which the line breaks by itself. */
      readonly dropAfter?: number;
      /** Instead of the exchange's general condition. */
      readonly condition?: LineCondition;
    }
  /** The exchange itself says no, at once. */
  | { readonly kind: 'refused'; readonly result: 'BUSY' | 'NO DIAL TONE' | 'BLACKLISTED' | 'DELAYED' }
  /** It rings, and this comes of it. */
  | { readonly kind: 'rings'; readonly result: 'NO ANSWER' | 'VOICE' | 'NO CARRIER' }
  /** Another modem of this exchange. */
  | { readonly kind: 'station'; readonly number: string };

export interface DirectoryEntry {
  /** As people write it. */
  readonly number: string;
  readonly description: string;
  readonly destination: Destination;
}

/** Keyed by digits. */
export type Directory = ReadonlyMap<string, DirectoryEntry>;

/** `555-0100`, `5550100` and `(555) 0100` are one number. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '');

/** Later entries win. */
export function directoryOf(entries: readonly DirectoryEntry[]): Directory {
  return new Map(entries.map((entry) => [digitsOf(entry.number), entry]));
}
