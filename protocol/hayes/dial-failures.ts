/** A modem's answers as failures, with the RAS number and the line that shows it. */
import type { Failure } from '../failure.ts';
import type { Answer } from './conversation.ts';
import type { Result, ResultKind } from './result-codes.ts';

const refusals: Readonly<Partial<Record<ResultKind, readonly [number: number, cause: string]>>> = {
  error: [651, 'The modem reported an error.'],
  busy: [676, 'The line is busy.'],
  voice: [677, 'A person answered instead of a modem.'],
  fax: [677, 'A fax machine answered instead of a modem.'],
  'no-answer': [678, 'There was no answer.'],
  'no-carrier': [679, 'No modem answered at the other end, or the two could not agree.'],
  'no-dial-tone': [680, 'There was no dial tone.'],
  delayed: [651, 'The modem makes you wait before it dials this number again.'],
  blacklisted: [651, 'The modem refuses to dial this number after too many failed calls.'],
};

/** What ends a call being dialled or answered, if this does. */
export function refusal(result: Result, mask: (text: string) => string): Failure | undefined {
  const meaning = refusals[result.kind];
  if (meaning === undefined) return undefined;
  return { number: meaning[0], cause: meaning[1], evidence: mask(result.text) };
}

/** Nobody answered `AT`, whatever was tried. */
export function notAwake(answer: Answer, mask: (text: string) => string): Failure {
  if (answer.kind !== 'timeout') return notOk('AT', answer, mask);
  if (answer.heard !== undefined) return unintelligible(mask(answer.heard));
  return {
    number: 630,
    cause: answer.echoed
      ? 'The modem echoes what it is told but answers nothing.'
      : 'The modem does not answer: it may be off, unplugged or not a modem.',
    evidence: answer.echoed ? 'AT came back without OK' : 'nothing came back after AT',
  };
}

/** An init string was not answered with OK. */
export function notOk(command: string, answer: Answer, mask: (text: string) => string): Failure {
  const shown = mask(command);
  if (answer.kind === 'timeout') {
    if (answer.heard !== undefined) return unintelligible(`${shown} → ${mask(answer.heard)}`);
    return {
      number: 630,
      cause: 'The modem stopped answering during initialization.',
      evidence: `${shown} → nothing`,
    };
  }
  if (answer.kind === 'error')
    return {
      number: 651,
      cause: 'The modem does not accept its initialization string.',
      evidence: `${shown} → ${mask(answer.text)}`,
    };
  if (answer.kind === 'numeric')
    return {
      number: 652,
      cause:
        'The modem answers in numbers, which mean different things from maker to maker: add V1 to its initialization.',
      evidence: `${shown} → ${mask(answer.text)}`,
    };
  return {
    number: 652,
    cause: 'The modem answered the initialization with something else than OK.',
    evidence: `${shown} → ${mask(answer.text)}`,
  };
}

function unintelligible(evidence: string): Failure {
  return { number: 652, cause: 'The modem answers something that is no known result.', evidence };
}

/** The time for a carrier is over. */
export function noCarrierInTime(milliseconds: number, heard: string | undefined): Failure {
  return {
    number: 678,
    cause: 'There was no answer.',
    evidence:
      heard === undefined
        ? `no CONNECT within ${milliseconds / 1000} s`
        : `no CONNECT within ${milliseconds / 1000} s; the modem last said ${heard}`,
  };
}

export const cancelled: Failure = { number: 631, cause: 'The call was cancelled.' };

export function lineLost(evidence: string): Failure {
  return { number: 630, cause: 'The line to the modem went away.', evidence };
}
