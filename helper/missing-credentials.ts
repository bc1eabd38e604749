/** What is said when the other end asks who is calling and nobody has told us. */
import type { Credentials, Failure } from '../engine/call-types.ts';

export function missingCredentials({ user, password }: Credentials): Failure | undefined {
  if (user !== '' && password !== '') return undefined;
  return {
    number: 703,
    cause: `The other end asks who you are, and no ${user === '' ? 'user name' : 'password'} was given.`,
    evidence: 'give USER PASSWORD, --password-stdin or --credentials=FILE',
  };
}
