/** Call-Clear-Request and Call-Disconnect-Notify (RFC 2637 §2.12, §2.13). */
import { readText, writeText } from './header.ts';
import type { BodyCodec } from './header.ts';

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

/*
 *  clear:      12 call id  14 reserved1
 *  disconnect: 12 call id  14 result  15 error  16 cause  18 reserved1  20 statistics, 128 octets
 */
const callIdAt = 12;
const resultAt = 14;
const errorAt = 15;
const causeAt = 16;
const statisticsAt = 20;
const statisticsLength = 128;

export const callClearRequest: BodyCodec<CallClearRequest> = {
  decode: (view) => ({ type: 'Call-Clear-Request', callId: view.getUint16(callIdAt) }),
  encode: (message, view) => view.setUint16(callIdAt, message.callId),
};

export const callDisconnectNotify: BodyCodec<CallDisconnectNotify> = {
  decode: (view) => ({
    type: 'Call-Disconnect-Notify',
    callId: view.getUint16(callIdAt),
    result: view.getUint8(resultAt),
    error: view.getUint8(errorAt),
    cause: view.getUint16(causeAt),
    statistics: readText(view, statisticsAt, statisticsLength),
  }),
  encode(message, view) {
    view.setUint16(callIdAt, message.callId);
    view.setUint8(resultAt, message.result);
    view.setUint8(errorAt, message.error);
    view.setUint16(causeAt, message.cause);
    writeText(view, statisticsAt, statisticsLength, message.statistics);
  },
};
