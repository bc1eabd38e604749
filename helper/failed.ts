/** A Failure on its way up through promises. */
import type { Failure } from '../engine/call-types.ts';

export class Failed extends Error implements Failure {
  readonly number: number;
  override readonly cause: string;
  readonly evidence?: string;

  constructor({ number, cause, evidence }: Failure) {
    super(cause);
    this.name = 'Failed';
    this.number = number;
    this.cause = cause;
    if (evidence !== undefined) this.evidence = evidence;
  }
}
