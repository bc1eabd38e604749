/** Call-Clear-Request and Call-Disconnect-Notify (RFC 2637 §2.12, §2.13). */
import { bodyCodec, octet, text, word } from './fields.ts';

export interface CallClearRequest {
  readonly type: 'Call-Clear-Request';
  /** The PNS's own id, not the peer's: the call may not have another yet. */
  readonly callId: number;
}

export interface CallDisconnectNotify {
  readonly type: 'Call-Disconnect-Notify';
  /** The PAC's own id. */
  readonly callId: number;
  /** 1 lost carrier, 2 general error, 3 administrative, 4 requested. */
  readonly result: number;
  readonly error: number;
  readonly cause: number;
  readonly statistics: string;
}

export const callClearRequest = bodyCodec<CallClearRequest>('Call-Clear-Request', { callId: word(12) });

export const callDisconnectNotify = bodyCodec<CallDisconnectNotify>('Call-Disconnect-Notify', {
  callId: word(12),
  result: octet(14),
  error: octet(15),
  cause: word(16),
  statistics: text(20, 128),
});
