/** Stop-Control-Connection-Request and -Reply (RFC 2637 §2.3, §2.4). */
import type { BodyCodec } from './header.ts';

/*
 *  request: 12 reason  13 reserved1  14 reserved2
 *  reply:   12 result  13 error      14 reserved1
 */
const reasonAt = 12;
const resultAt = 12;
const errorAt = 13;

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

export const stopRequest: BodyCodec<StopRequest> = {
  decode: (view) => ({ type: 'Stop-Control-Connection-Request', reason: view.getUint8(reasonAt) }),
  encode: (message, view) => view.setUint8(reasonAt, message.reason),
};

export const stopReply: BodyCodec<StopReply> = {
  decode: (view) => ({
    type: 'Stop-Control-Connection-Reply',
    result: view.getUint8(resultAt),
    error: view.getUint8(errorAt),
  }),
  encode(message, view) {
    view.setUint8(resultAt, message.result);
    view.setUint8(errorAt, message.error);
  },
};
