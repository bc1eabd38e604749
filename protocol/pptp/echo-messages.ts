/** Echo-Request and Echo-Reply (RFC 2637 §2.5, §2.6). */
import { bodyCodec, long, octet } from './fields.ts';

export interface EchoRequest {
  readonly type: 'Echo-Request';
  /** Opaque: goes back as it came. */
  readonly identifier: number;
}

export interface EchoReply {
  readonly type: 'Echo-Reply';
  readonly identifier: number;
  readonly result: number;
  readonly error: number;
}

export const echoRequest = bodyCodec<EchoRequest>('Echo-Request', { identifier: long(12) });

export const echoReply = bodyCodec<EchoReply>('Echo-Reply', {
  identifier: long(12),
  result: octet(16),
  error: octet(17),
});
