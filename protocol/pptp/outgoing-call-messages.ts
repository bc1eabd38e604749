/** Outgoing-Call-Request and -Reply (RFC 2637 §2.7, §2.8): how a PNS asks a PAC for a call. */
import { bodyCodec, countedText, long, octet, text, word } from './fields.ts';

export interface OutgoingCallRequest {
  readonly type: 'Outgoing-Call-Request';
  /** The PNS's id. */
  readonly callId: number;
  readonly serial: number;
  readonly minimumBps: number;
  readonly maximumBps: number;
  /** 1 analogue, 2 digital, 3 either. */
  readonly bearer: number;
  /** 1 asynchronous, 2 synchronous, 3 either. */
  readonly framing: number;
  readonly window: number;
  /** In tenths of a second. */
  readonly processingDelay: number;
  readonly phoneNumber: string;
  readonly subaddress: string;
}

export interface OutgoingCallReply {
  readonly type: 'Outgoing-Call-Reply';
  /** The PAC's id. */
  readonly callId: number;
  readonly peerCallId: number;
  readonly result: number;
  readonly error: number;
  readonly cause: number;
  readonly speed: number;
  readonly window: number;
  readonly processingDelay: number;
  readonly physicalChannel: number;
}

export const outgoingCallRequest = bodyCodec<OutgoingCallRequest>('Outgoing-Call-Request', {
  callId: word(12),
  serial: word(14),
  minimumBps: long(16),
  maximumBps: long(20),
  bearer: long(24),
  framing: long(28),
  window: word(32),
  processingDelay: word(34),
  phoneNumber: countedText(36, 40),
  subaddress: text(104),
});

export const outgoingCallReply = bodyCodec<OutgoingCallReply>('Outgoing-Call-Reply', {
  callId: word(12),
  peerCallId: word(14),
  result: octet(16),
  error: octet(17),
  cause: word(18),
  speed: long(20),
  window: word(24),
  processingDelay: word(26),
  physicalChannel: long(28),
});
