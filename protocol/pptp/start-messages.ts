/** Start-Control-Connection-Request and -Reply (RFC 2637 §2.1, §2.2). */
import { bodyCodec, long, octet, text, word } from './fields.ts';

interface StartFields {
  readonly version: number;
  /** 1 asynchronous, 2 synchronous; 0 from poptop. */
  readonly framing: number;
  /** 1 analogue, 2 digital; 0 from poptop. */
  readonly bearer: number;
  readonly maxChannels: number;
  readonly firmware: number;
  readonly hostName: string;
  readonly vendor: string;
}

export interface StartRequest extends StartFields {
  readonly type: 'Start-Control-Connection-Request';
}

export interface StartReply extends StartFields {
  readonly type: 'Start-Control-Connection-Reply';
  readonly result: number;
  readonly error: number;
}

const common = {
  version: word(12),
  framing: long(16),
  bearer: long(20),
  maxChannels: word(24),
  firmware: word(26),
  hostName: text(28),
  vendor: text(92),
};

export const startRequest = bodyCodec<StartRequest>('Start-Control-Connection-Request', common);

export const startReply = bodyCodec<StartReply>('Start-Control-Connection-Reply', {
  ...common,
  result: octet(14),
  error: octet(15),
});
