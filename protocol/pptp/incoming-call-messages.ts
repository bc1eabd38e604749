/** Incoming-Call-Request, -Reply and -Connected (RFC 2637 §2.9 to §2.11): a telephone rings at the PAC. */
import { readText, textLength, writeText } from './header.ts';
import type { BodyCodec } from './header.ts';

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

/*
 *  12 call id  14 serial  16 bearer  20 physical channel  24 dialed length  26 dialing length
 *  28 dialed number  92 dialing number  156 subaddress
 */
const request = {
  callId: 12,
  serial: 14,
  bearer: 16,
  physicalChannel: 20,
  dialedLength: 24,
  dialingLength: 26,
  dialedNumber: 28,
  dialingNumber: 92,
  subaddress: 156,
} as const;

export const incomingCallRequest: BodyCodec<IncomingCallRequest> = {
  decode: (view) => ({
    type: 'Incoming-Call-Request',
    callId: view.getUint16(request.callId),
    serial: view.getUint16(request.serial),
    bearer: view.getUint32(request.bearer),
    physicalChannel: view.getUint32(request.physicalChannel),
    dialedNumber: readText(
      view,
      request.dialedNumber,
      Math.min(view.getUint16(request.dialedLength), textLength),
    ),
    dialingNumber: readText(
      view,
      request.dialingNumber,
      Math.min(view.getUint16(request.dialingLength), textLength),
    ),
    subaddress: readText(view, request.subaddress, textLength),
  }),
  encode(message, view) {
    view.setUint16(request.callId, message.callId);
    view.setUint16(request.serial, message.serial);
    view.setUint32(request.bearer, message.bearer);
    view.setUint32(request.physicalChannel, message.physicalChannel);
    view.setUint16(request.dialedLength, message.dialedNumber.length);
    view.setUint16(request.dialingLength, message.dialingNumber.length);
    writeText(view, request.dialedNumber, textLength, message.dialedNumber);
    writeText(view, request.dialingNumber, textLength, message.dialingNumber);
    writeText(view, request.subaddress, textLength, message.subaddress);
  },
};

/*  12 call id  14 peer's call id  16 result  17 error  18 window  20 transmit delay  22 reserved1  */
const reply = { callId: 12, peerCallId: 14, result: 16, error: 17, window: 18, transmitDelay: 20 } as const;

export const incomingCallReply: BodyCodec<IncomingCallReply> = {
  decode: (view) => ({
    type: 'Incoming-Call-Reply',
    callId: view.getUint16(reply.callId),
    peerCallId: view.getUint16(reply.peerCallId),
    result: view.getUint8(reply.result),
    error: view.getUint8(reply.error),
    window: view.getUint16(reply.window),
    transmitDelay: view.getUint16(reply.transmitDelay),
  }),
  encode(message, view) {
    view.setUint16(reply.callId, message.callId);
    view.setUint16(reply.peerCallId, message.peerCallId);
    view.setUint8(reply.result, message.result);
    view.setUint8(reply.error, message.error);
    view.setUint16(reply.window, message.window);
    view.setUint16(reply.transmitDelay, message.transmitDelay);
  },
};

/*  12 peer's call id  14 reserved1  16 connect speed  20 window  22 transmit delay  24 framing  */
const connected = { peerCallId: 12, speed: 16, window: 20, transmitDelay: 22, framing: 24 } as const;

export const incomingCallConnected: BodyCodec<IncomingCallConnected> = {
  decode: (view) => ({
    type: 'Incoming-Call-Connected',
    peerCallId: view.getUint16(connected.peerCallId),
    speed: view.getUint32(connected.speed),
    window: view.getUint16(connected.window),
    transmitDelay: view.getUint16(connected.transmitDelay),
    framing: view.getUint32(connected.framing),
  }),
  encode(message, view) {
    view.setUint16(connected.peerCallId, message.peerCallId);
    view.setUint32(connected.speed, message.speed);
    view.setUint16(connected.window, message.window);
    view.setUint16(connected.transmitDelay, message.transmitDelay);
    view.setUint32(connected.framing, message.framing);
  },
};
