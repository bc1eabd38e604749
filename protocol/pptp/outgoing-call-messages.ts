/** Outgoing-Call-Request and -Reply (RFC 2637 §2.7, §2.8): how a PNS asks a PAC for a call. */
import { readText, textLength, writeText } from './header.ts';
import type { BodyCodec } from './header.ts';

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

/*
 *  12 call id  14 serial  16 minimum bps  20 maximum bps  24 bearer  28 framing
 *  32 window  34 processing delay  36 phone number length  38 reserved  40 phone number  104 subaddress
 */
const request = {
  callId: 12,
  serial: 14,
  minimumBps: 16,
  maximumBps: 20,
  bearer: 24,
  framing: 28,
  window: 32,
  processingDelay: 34,
  phoneNumberLength: 36,
  phoneNumber: 40,
  subaddress: 104,
} as const;

export const outgoingCallRequest: BodyCodec<OutgoingCallRequest> = {
  decode: (view) => ({
    type: 'Outgoing-Call-Request',
    callId: view.getUint16(request.callId),
    serial: view.getUint16(request.serial),
    minimumBps: view.getUint32(request.minimumBps),
    maximumBps: view.getUint32(request.maximumBps),
    bearer: view.getUint32(request.bearer),
    framing: view.getUint32(request.framing),
    window: view.getUint16(request.window),
    processingDelay: view.getUint16(request.processingDelay),
    phoneNumber: readText(
      view,
      request.phoneNumber,
      Math.min(view.getUint16(request.phoneNumberLength), textLength),
    ),
    subaddress: readText(view, request.subaddress, textLength),
  }),
  encode(message, view) {
    view.setUint16(request.callId, message.callId);
    view.setUint16(request.serial, message.serial);
    view.setUint32(request.minimumBps, message.minimumBps);
    view.setUint32(request.maximumBps, message.maximumBps);
    view.setUint32(request.bearer, message.bearer);
    view.setUint32(request.framing, message.framing);
    view.setUint16(request.window, message.window);
    view.setUint16(request.processingDelay, message.processingDelay);
    view.setUint16(request.phoneNumberLength, message.phoneNumber.length);
    writeText(view, request.phoneNumber, textLength, message.phoneNumber);
    writeText(view, request.subaddress, textLength, message.subaddress);
  },
};

/*
 *  12 call id  14 peer's call id  16 result  17 error  18 cause  20 connect speed
 *  24 window  26 processing delay  28 physical channel
 */
const reply = {
  callId: 12,
  peerCallId: 14,
  result: 16,
  error: 17,
  cause: 18,
  speed: 20,
  window: 24,
  processingDelay: 26,
  physicalChannel: 28,
} as const;

export const outgoingCallReply: BodyCodec<OutgoingCallReply> = {
  decode: (view) => ({
    type: 'Outgoing-Call-Reply',
    callId: view.getUint16(reply.callId),
    peerCallId: view.getUint16(reply.peerCallId),
    result: view.getUint8(reply.result),
    error: view.getUint8(reply.error),
    cause: view.getUint16(reply.cause),
    speed: view.getUint32(reply.speed),
    window: view.getUint16(reply.window),
    processingDelay: view.getUint16(reply.processingDelay),
    physicalChannel: view.getUint32(reply.physicalChannel),
  }),
  encode(message, view) {
    view.setUint16(reply.callId, message.callId);
    view.setUint16(reply.peerCallId, message.peerCallId);
    view.setUint8(reply.result, message.result);
    view.setUint8(reply.error, message.error);
    view.setUint16(reply.cause, message.cause);
    view.setUint32(reply.speed, message.speed);
    view.setUint16(reply.window, message.window);
    view.setUint16(reply.processingDelay, message.processingDelay);
    view.setUint32(reply.physicalChannel, message.physicalChannel);
  },
};
