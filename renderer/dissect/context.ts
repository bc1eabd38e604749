/** What the dissectors share: how deep frames lie in frames, and how to take apart one that lies inside. */
import type { FieldReader } from './field.ts';

export interface Context {
  /** Takes the rest of the reader apart as this protocol's, unless it lies too deep; answers in words what it is. */
  frame(protocol: number, inside: FieldReader): string;
}

export type Dissector = (reader: FieldReader, context: Context) => string;

/** Secrets are zeroed before a frame is logged. */
export const hidden = 'hidden, secrets are not kept';

export const hexNumber = (digits: number) => (value: number) =>
  `0x${value.toString(16).padStart(digits, '0')}`;
