/** Start-Control-Connection-Request and -Reply (RFC 2637 §2.1, §2.2). */
import { readText, textLength, writeText } from './header.ts';
import type { BodyCodec } from './header.ts';

/*
 *  12 version  14 reserved1 (reply: result, error)  16 framing  20 bearer
 *  24 maximum channels  26 firmware  28 host name  92 vendor
 */
const versionAt = 12;
const resultAt = 14;
const errorAt = 15;
const framingAt = 16;
const bearerAt = 20;
const channelsAt = 24;
const firmwareAt = 26;
const hostNameAt = 28;
const vendorAt = 92;

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

function decodeFields(view: DataView): StartFields {
  return {
    version: view.getUint16(versionAt),
    framing: view.getUint32(framingAt),
    bearer: view.getUint32(bearerAt),
    maxChannels: view.getUint16(channelsAt),
    firmware: view.getUint16(firmwareAt),
    hostName: readText(view, hostNameAt, textLength),
    vendor: readText(view, vendorAt, textLength),
  };
}

function encodeFields(fields: StartFields, view: DataView): void {
  view.setUint16(versionAt, fields.version);
  view.setUint32(framingAt, fields.framing);
  view.setUint32(bearerAt, fields.bearer);
  view.setUint16(channelsAt, fields.maxChannels);
  view.setUint16(firmwareAt, fields.firmware);
  writeText(view, hostNameAt, textLength, fields.hostName);
  writeText(view, vendorAt, textLength, fields.vendor);
}

export const startRequest: BodyCodec<StartRequest> = {
  decode: (view) => ({ type: 'Start-Control-Connection-Request', ...decodeFields(view) }),
  encode: encodeFields,
};

export const startReply: BodyCodec<StartReply> = {
  decode: (view) => ({
    type: 'Start-Control-Connection-Reply',
    ...decodeFields(view),
    result: view.getUint8(resultAt),
    error: view.getUint8(errorAt),
  }),
  encode(message, view) {
    encodeFields(message, view);
    view.setUint8(resultAt, message.result);
    view.setUint8(errorAt, message.error);
  },
};
