/** Two ways of being disabled: natively, or, where a reason is given, reachable by keyboard so that the reason can be read. */

export interface Disabling {
  readonly disabled?: boolean | undefined;
  readonly 'aria-disabled'?: true;
}

export function disabling(disabled: boolean | undefined, reason: string | undefined): Disabling {
  if (disabled !== true) return {};
  return reason === undefined ? { disabled: true } : { 'aria-disabled': true };
}
