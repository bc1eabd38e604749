/** RAS numbers for the ways a link can die, each with the plain cause and what showed it. */
import { printable } from '../bytes.ts';
import type { Failure } from '../failure.ts';
import type { Ending } from './automaton/ending.ts';

/** The peer's Terminate-Request as evidence; its text is often the only explanation there is. */
function terminationEvidence(name: string, text: Uint8Array): string {
  return text.length === 0 ? `${name} Terminate-Request` : `${name} Terminate-Request "${printable(text)}"`;
}

function notConverging(name: string, rounds: number): Failure {
  return {
    number: 732,
    cause: 'The two sides could not agree on the settings of the connection.',
    evidence: `${name}: no agreement after ${rounds} refused requests`,
  };
}

function rejected(name: string, evidence: string): Failure {
  return { number: 733, cause: `The other side does not speak ${name}.`, evidence };
}

/** How LCP ended; undefined when we closed it ourselves. `wasUp`: the network protocols had been up. */
export function lcpFailure(ending: Ending, wasUp: boolean): Failure | undefined {
  switch (ending.cause) {
    case 'closed':
      return undefined;
    case 'terminated':
      return {
        number: wasUp ? 719 : 734,
        cause: wasUp
          ? 'The other side ended the connection.'
          : 'The other side ended the connection while it was being set up.',
        evidence: terminationEvidence('LCP', ending.text),
      };
    case 'timeout':
      return ending.heard
        ? {
            number: 718,
            cause: 'The other side stopped answering while the connection was being set up.',
            evidence: 'LCP: the peer was heard, but acknowledged none of ten Configure-Requests',
          }
        : {
            number: 721,
            cause: 'The other side does not answer.',
            evidence: 'LCP: no valid packet at all in reply to ten Configure-Requests',
          };
    case 'not-converging':
      return notConverging('LCP', ending.rounds);
    case 'rejected':
      return rejected('LCP', ending.evidence);
    case 'gave-up':
      return ending.failure;
  }
}

/** How a network control protocol ended. */
export function networkFailure(name: string, ending: Ending): Failure {
  switch (ending.cause) {
    case 'closed':
      return { number: 736, cause: `${name} was closed.` };
    case 'terminated':
      return {
        number: 736,
        cause: `The other side closed ${name}.`,
        evidence: terminationEvidence(name, ending.text),
      };
    case 'timeout':
      return {
        number: 718,
        cause: `The other side did not answer ${name} in time.`,
        evidence: `${name}: ten Configure-Requests were not acknowledged`,
      };
    case 'not-converging':
      return notConverging(name, ending.rounds);
    case 'rejected':
      return rejected(name, ending.evidence);
    case 'gave-up':
      return ending.failure;
  }
}

/** How CCP ended, as evidence that there will be no encryption. */
export function ccpEvidence(ending: Ending, lastSaid: string | undefined): string {
  switch (ending.cause) {
    case 'closed':
      return 'CCP was closed';
    case 'terminated':
      return terminationEvidence('CCP', ending.text);
    case 'timeout':
      return 'CCP: ten Configure-Requests were not acknowledged';
    case 'not-converging':
      return `CCP: ${lastSaid ?? `no agreement after ${ending.rounds} refused requests`}`;
    case 'rejected':
      return `CCP: ${ending.evidence}`;
    case 'gave-up':
      return ending.failure.evidence ?? ending.failure.cause;
  }
}

/** Encryption is demanded, and no way to log on that we allow yields keys for it. */
export function noKeysAllowed(allowed: string): Failure {
  return {
    number: 741,
    cause:
      'This connection requires encryption, but allows only ways to log on that yield no encryption keys.',
    evidence: `allowed here: ${allowed}`,
  };
}

/** Encryption is demanded, and the peer logs on in a way that yields no keys for it. */
export function noKeys(evidence: string): Failure {
  return {
    number: 742,
    cause:
      'This connection requires encryption, and the other side logs on in a way that yields no encryption keys.',
    evidence,
  };
}
