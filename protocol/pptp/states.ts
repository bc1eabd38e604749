/** The control connection's and the calls' states as tables (RFC 2637 §3.1, §3.2.4); names as there. */
import type { MessageType } from './header.ts';

export type Role = 'pns' | 'pac';

/** `wait-ctl-request` is the receiver's idle state once TCP is open. */
export type ConnectionState =
  'idle' | 'wait-ctl-request' | 'wait-ctl-reply' | 'established' | 'wait-stop-reply' | 'closed';

/**
 * Whether a message is taken up in a state, or is expected there but changes nothing (it does show that the peer
 * lives). A missing cell: out of place, logged and ignored.
 */
type Cell = 'take' | 'nothing';

type Row = Readonly<Partial<Record<MessageType, Cell>>>;

/** An Echo-Request is answered from the moment TCP is up, and Stop works anywhere. */
const always = {
  'Echo-Request': 'take',
  'Stop-Control-Connection-Request': 'take',
} as const satisfies Row;

const waiting: Readonly<Record<Exclude<ConnectionState, 'established'>, Row>> = {
  idle: {},
  'wait-ctl-request': { ...always, 'Start-Control-Connection-Request': 'take' },
  'wait-ctl-reply': { ...always, 'Start-Control-Connection-Reply': 'take' },
  'wait-stop-reply': {
    ...always,
    'Stop-Control-Connection-Reply': 'take',
    'Echo-Reply': 'nothing',
    'Call-Disconnect-Notify': 'nothing',
    'Call-Clear-Request': 'nothing',
    'Outgoing-Call-Reply': 'nothing',
    'WAN-Error-Notify': 'nothing',
    'Set-Link-Info': 'nothing',
  },
  closed: {},
};

/**
 * A second Start-Control-Connection-Request is taken up to be refused: §3.1.2 draws one
 * that closes the connection, but its text says that a Stop-Control-Connection-Request does, and we follow the text.
 */
const established = {
  ...always,
  'Start-Control-Connection-Request': 'take',
  'Echo-Reply': 'nothing',
} as const satisfies Row;

export const connectionTable: Readonly<Record<Role, Readonly<Record<ConnectionState, Row>>>> = {
  pns: {
    ...waiting,
    established: {
      ...established,
      'Outgoing-Call-Reply': 'take',
      'Incoming-Call-Request': 'take',
      'Call-Disconnect-Notify': 'take',
      'WAN-Error-Notify': 'take',
    },
  },
  pac: {
    ...waiting,
    established: {
      ...established,
      'Outgoing-Call-Request': 'take',
      'Call-Clear-Request': 'take',
      'Set-Link-Info': 'take',
    },
  },
};

/** `wait-reply` and `wait-disconnect` are the PNS's, `wait-cs-ans` the PAC's; a call that is idle is gone. */
export type CallState = 'idle' | 'wait-reply' | 'wait-cs-ans' | 'established' | 'wait-disconnect';

export type CallEvent =
  /** PNS: Outgoing-Call-Reply; connected or not. */
  | 'reply-connected'
  | 'reply-refused'
  /** PNS: Call-Disconnect-Notify. */
  | 'disconnected'
  /** PAC: Call-Clear-Request. */
  | 'clear-requested'
  /** PAC: the owner accepts or refuses the request. */
  | 'accept'
  | 'refuse'
  /** Either: the owner hangs up. */
  | 'clear'
  /** The state has lasted too long. */
  | 'limit';

export type CallAction =
  | 'send-clear-request'
  | 'send-disconnect'
  | 'send-connected'
  | 'send-refused'
  | 'send-link-info'
  | 'tell-up'
  | 'tell-down'
  | 'tell-cleared'
  | 'tell-withdrawn'
  /** §3.2.1: the entire connection is closed. */
  | 'give-up';

export interface Transition {
  readonly next: CallState;
  readonly actions: readonly CallAction[];
}
const to = (next: CallState, ...actions: CallAction[]): Transition => ({ next, actions });

type CallRow = Readonly<Partial<Record<CallEvent, Transition>>>;

/** Outgoing calls only: incoming ones never leave idle, since the PNS refuses each. A missing cell changes nothing. */
export const callTable: Readonly<Record<Role, Readonly<Partial<Record<CallState, CallRow>>>>> = {
  pns: {
    'wait-reply': {
      'reply-connected': to('established', 'send-link-info', 'tell-up'),
      'reply-refused': to('idle', 'tell-down'),
      disconnected: to('idle', 'tell-down'),
      clear: to('wait-disconnect', 'send-clear-request'),
      limit: to('idle', 'give-up'),
    },
    established: {
      disconnected: to('idle', 'tell-down'),
      clear: to('wait-disconnect', 'send-clear-request'),
    },
    'wait-disconnect': {
      'reply-refused': to('idle', 'tell-cleared'),
      disconnected: to('idle', 'tell-cleared'),
      limit: to('idle', 'tell-cleared'),
    },
  },
  pac: {
    'wait-cs-ans': {
      accept: to('established', 'send-connected', 'tell-up'),
      refuse: to('idle', 'send-refused'),
      'clear-requested': to('idle', 'send-disconnect', 'tell-withdrawn'),
      limit: to('idle', 'send-refused', 'tell-withdrawn'),
    },
    established: {
      'clear-requested': to('idle', 'send-disconnect', 'tell-down'),
      clear: to('idle', 'send-disconnect', 'tell-cleared'),
    },
  },
};
