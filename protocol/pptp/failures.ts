/** What the other end's refusals mean to the user: RFC 2637 codes to RAS numbers. */
import type { Failure } from '../failure.ts';
import { describeMessage } from './describe.ts';
import type { CallDisconnectNotify } from './call-end-messages.ts';
import type { OutgoingCallReply } from './outgoing-call-messages.ts';
import type { StartReply } from './start-messages.ts';
import type { StopRequest } from './stop-messages.ts';

type Meaning = readonly [number: number, cause: string];

/** A PAC speaks of calls in modem words, so that the modem's numbers are the right ones. */
const callRefusals: Readonly<Record<number, Meaning>> = {
  2: [651, 'The server reported an error instead of connecting the call.'],
  3: [679, 'The server found no carrier.'],
  4: [676, 'The server is busy: all its lines are in use.'],
  5: [680, 'The server found no dial tone.'],
  6: [638, 'The server could not connect the call in time.'],
  7: [649, 'The server does not accept calls from here.'],
};

const startRefusals: Readonly<Record<number, Meaning>> = {
  2: [651, 'The server reported an error instead of opening the tunnel.'],
  3: [
    676,
    'The server already has a tunnel from this address, perhaps from another machine behind the same router.',
  ],
  4: [649, 'The server does not authorise tunnels from here.'],
  5: [772, 'The server does not support this version of PPTP.'],
};

const disconnections: Readonly<Record<number, Meaning>> = {
  1: [629, 'The server lost the carrier of the call.'],
  2: [629, 'The server ended the call because of an error.'],
  3: [629, 'The server ended the call for administrative reasons.'],
  4: [629, 'The server ended the call.'],
};

export function callRefused(reply: OutgoingCallReply): Failure {
  const [number, cause] = callRefusals[reply.result] ?? [651, 'The server refused the call.'];
  return { number, cause, evidence: describeMessage(reply) };
}

export function startRefused(reply: StartReply): Failure {
  const [number, cause] = startRefusals[reply.result] ?? [651, 'The server refused to open the tunnel.'];
  return { number, cause, evidence: describeMessage(reply) };
}

export function wrongVersion(reply: StartReply): Failure {
  return {
    number: 772,
    cause: 'The server speaks another version of PPTP.',
    evidence: describeMessage(reply),
  };
}

/** `connected`: the call was up; before that a lost carrier means there never was one. */
export function disconnected(notify: CallDisconnectNotify, connected: boolean): Failure {
  const evidence = describeMessage(notify);
  if (!connected && notify.result === 1)
    return { number: 679, cause: 'The server found no carrier.', evidence };
  const [number, cause] = disconnections[notify.result] ?? [629, 'The server ended the call.'];
  return { number, cause, evidence };
}

export function stopped(request: StopRequest): Failure {
  const evidence = describeMessage(request);
  if (request.reason === 2)
    return { number: 772, cause: 'The server does not support this version of PPTP.', evidence };
  return {
    number: 629,
    cause: request.reason === 3 ? 'The server is shutting down.' : 'The server closed the tunnel.',
    evidence,
  };
}
