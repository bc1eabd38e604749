/** Echo-Request and Echo-Reply (RFC 2637 §2.5, §2.6). */
import type { BodyCodec } from './header.ts';

/*  12 identifier  16 result  17 error  18 reserved1 (the last three in the reply only)  */
const identifierAt = 12;
const resultAt = 16;
const errorAt = 17;

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

export const echoRequest: BodyCodec<EchoRequest> = {
  decode: (view) => ({ type: 'Echo-Request', identifier: view.getUint32(identifierAt) }),
  encode: (message, view) => view.setUint32(identifierAt, message.identifier),
};

export const echoReply: BodyCodec<EchoReply> = {
  decode: (view) => ({
    type: 'Echo-Reply',
    identifier: view.getUint32(identifierAt),
    result: view.getUint8(resultAt),
    error: view.getUint8(errorAt),
  }),
  encode(message, view) {
    view.setUint32(identifierAt, message.identifier);
    view.setUint8(resultAt, message.result);
    view.setUint8(errorAt, message.error);
  },
};
