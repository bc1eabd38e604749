/** Stop-Control-Connection-Request and -Reply (RFC 2637 §2.3, §2.4). */
import { bodyCodec, octet } from './fields.ts';

export interface StopRequest {
  readonly type: 'Stop-Control-Connection-Request';
  /** 1 none, 2 the version is not supported, 3 local shutdown. */
  readonly reason: number;
}

export interface StopReply {
  readonly type: 'Stop-Control-Connection-Reply';
  readonly result: number;
  readonly error: number;
}

export const stopRequest = bodyCodec<StopRequest>('Stop-Control-Connection-Request', { reason: octet(12) });

export const stopReply = bodyCodec<StopReply>('Stop-Control-Connection-Reply', {
  result: octet(12),
  error: octet(13),
});
