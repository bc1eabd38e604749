/** What is said when an entry wants its user at a terminal and the dial has nobody there. */
import type { ResolvedEntry } from '../contract/phonebook.ts';
import type { Failure } from '../engine/call-types.ts';

export function missingPerson(
  { terminal, device }: Pick<ResolvedEntry, 'terminal' | 'device'>,
  interactive: boolean,
): Failure | undefined {
  if (terminal === undefined || interactive || device.kind === 'pptp') return undefined;
  return {
    number: 703,
    cause: `The entry brings up a terminal window ${terminal} dialing, and there is nobody to type into it.`,
    evidence:
      'dial it from the Dial-Up Networking window or on a terminal, or take "terminal" out of the entry',
  };
}
