/** Why authentication failed, in words. */
import type { Failure } from '../../failure.ts';

const causes: Readonly<Record<number, string>> = {
  646: 'The account is not permitted to log on at this time of day.',
  647: 'The account is disabled.',
  648: 'The password has expired.',
  649: 'The account has no permission to dial in.',
  691: 'The user name or the password was refused.',
  709: 'The password could not be changed.',
  718: 'The remote computer stopped answering during authentication.',
  721: 'The remote computer did not begin authentication.',
  778: 'The remote computer could not prove that it knows the password.',
};

export function authFailure(number: number, evidence?: string): Failure {
  const cause = causes[number];
  if (cause === undefined) throw new RangeError(`no authentication failure has the number ${number}`);
  return evidence === undefined || evidence === '' ? { number, cause } : { number, cause, evidence };
}

/** The same number for a reason only we know. */
export function ownFailure(number: number, cause: string): Failure {
  return { number, cause };
}
