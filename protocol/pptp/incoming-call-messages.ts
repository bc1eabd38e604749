/** Incoming-Call-Request, -Reply and -Connected (RFC 2637 §2.9 to §2.11): a telephone rings at the PAC. */
import { bodyCodec, countedText, long, octet, text, word } from './fields.ts';

export interface IncomingCallRequest {
  readonly type: 'Incoming-Call-Request';
  /** The PAC's id. */
  readonly callId: number;
  readonly serial: number;
  readonly bearer: number;
  readonly physicalChannel: number;
  readonly dialedNumber: string;
  readonly dialingNumber: string;
  readonly subaddress: string;
}

export interface IncomingCallReply {
  readonly type: 'Incoming-Call-Reply';
  /** The PNS's id. */
  readonly callId: number;
  readonly peerCallId: number;
  /** 1 answer it, 2 general error, 3 do not accept. */
  readonly result: number;
  readonly error: number;
  readonly window: number;
  readonly transmitDelay: number;
}

export interface IncomingCallConnected {
  readonly type: 'Incoming-Call-Connected';
  readonly peerCallId: number;
  readonly speed: number;
  readonly window: number;
  readonly transmitDelay: number;
  readonly framing: number;
}

export const incomingCallRequest = bodyCodec<IncomingCallRequest>('Incoming-Call-Request', {
  callId: word(12),
  serial: word(14),
  bearer: long(16),
  physicalChannel: long(20),
  dialedNumber: countedText(24, 28),
  dialingNumber: countedText(26, 92),
  subaddress: text(156),
});

export const incomingCallReply = bodyCodec<IncomingCallReply>('Incoming-Call-Reply', {
  callId: word(12),
  peerCallId: word(14),
  result: octet(16),
  error: octet(17),
  window: word(18),
  transmitDelay: word(20),
});

export const incomingCallConnected = bodyCodec<IncomingCallConnected>('Incoming-Call-Connected', {
  peerCallId: word(12),
  speed: long(16),
  window: word(20),
  transmitDelay: word(22),
  framing: long(24),
});
