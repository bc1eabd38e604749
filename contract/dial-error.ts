/** An error as it crosses processes and reaches the user: the number, the leg, the cause and what shows it. */
import { legs } from './dial-state.ts';
import { rasError } from './ras-errors.ts';
import { oneLine } from './text.ts';
import { z } from './zod.ts';

export const dialError = z.strictObject({
  number: z.int().min(0).max(65_535),
  /** Which part failed; absent where no leg was at work (the phonebook, the helper). */
  leg: z.enum(legs).optional(),
  entry: z.string().max(256).optional(),
  /** One sentence, our own words. */
  cause: z.string().max(2000),
  /** What the other end, the modem or the operating system said that shows it; no secrets. */
  evidence: z.string().max(2000).optional(),
});
export type DialError = z.infer<typeof dialError>;

const legWords = { modem: 'modem', isp: 'provider', tunnel: 'tunnel' } as const;

/** The paragraph for a terminal or a log: number, meaning, leg, cause, evidence, advice. */
export function describeError(error: DialError): string {
  const { what, attempt } = rasError(error.number);
  const lines = [`Error ${error.number}: ${what}`];
  const where = [
    error.leg === undefined ? undefined : `the ${legWords[error.leg]} leg`,
    error.entry === undefined ? undefined : `"${oneLine(error.entry)}"`,
  ].filter((part) => part !== undefined);
  if (where.length > 0) lines.push(`  Where: ${where.join(', ')}`);
  if (error.cause !== '' && error.cause !== what) lines.push(`  Cause: ${oneLine(error.cause)}`);
  if (error.evidence !== undefined) lines.push(`  Evidence: ${oneLine(error.evidence)}`);
  lines.push(`  Try: ${attempt}`);
  return lines.join('\n');
}

/** A DialError on its way up the stack. */
export class DialFailure extends Error {
  readonly error: DialError;

  constructor(error: DialError, options?: ErrorOptions) {
    super(`Error ${error.number}: ${error.cause}`, options);
    this.name = 'DialFailure';
    this.error = error;
  }
}
