/** Small helpers for turning what the operating system says into what the user is told. */
import { DialFailure } from '../contract/dial-error.ts';

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A failure before any leg is at work. */
export function failure(number: number, cause: string, evidence?: string): DialFailure {
  return new DialFailure({
    number,
    cause,
    ...(evidence === undefined ? {} : { evidence: evidence.slice(0, 2000) }),
  });
}
