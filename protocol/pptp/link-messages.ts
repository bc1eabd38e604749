/** WAN-Error-Notify and Set-Link-Info (RFC 2637 §2.14, §2.15): what PAC and PNS tell about a line under a call. */
import type { WanErrors } from './control-types.ts';
import type { BodyCodec } from './header.ts';

export interface WanErrorNotify {
  readonly type: 'WAN-Error-Notify';
  /** The id the PNS gave. */
  readonly peerCallId: number;
  readonly errors: WanErrors;
}

export interface SetLinkInfo {
  readonly type: 'Set-Link-Info';
  /** The id the PAC gave. */
  readonly peerCallId: number;
  readonly sendAccm: number;
  readonly receiveAccm: number;
}

/*
 *  errors:    12 peer's call id  14 reserved1  16 CRC  20 framing  24 hardware overruns
 *             28 buffer overruns  32 time-outs  36 alignment
 *  link info: 12 peer's call id  14 reserved1  16 send ACCM  20 receive ACCM
 */
const peerCallIdAt = 12;
const crcAt = 16;
const framingAt = 20;
const hardwareOverrunAt = 24;
const bufferOverrunAt = 28;
const timeoutAt = 32;
const alignmentAt = 36;
const sendAccmAt = 16;
const receiveAccmAt = 20;

export const wanErrorNotify: BodyCodec<WanErrorNotify> = {
  decode: (view) => ({
    type: 'WAN-Error-Notify',
    peerCallId: view.getUint16(peerCallIdAt),
    errors: {
      crc: view.getUint32(crcAt),
      framing: view.getUint32(framingAt),
      hardwareOverrun: view.getUint32(hardwareOverrunAt),
      bufferOverrun: view.getUint32(bufferOverrunAt),
      timeout: view.getUint32(timeoutAt),
      alignment: view.getUint32(alignmentAt),
    },
  }),
  encode({ peerCallId, errors }, view) {
    view.setUint16(peerCallIdAt, peerCallId);
    view.setUint32(crcAt, errors.crc);
    view.setUint32(framingAt, errors.framing);
    view.setUint32(hardwareOverrunAt, errors.hardwareOverrun);
    view.setUint32(bufferOverrunAt, errors.bufferOverrun);
    view.setUint32(timeoutAt, errors.timeout);
    view.setUint32(alignmentAt, errors.alignment);
  },
};

export const setLinkInfo: BodyCodec<SetLinkInfo> = {
  decode: (view) => ({
    type: 'Set-Link-Info',
    peerCallId: view.getUint16(peerCallIdAt),
    sendAccm: view.getUint32(sendAccmAt),
    receiveAccm: view.getUint32(receiveAccmAt),
  }),
  encode(message, view) {
    view.setUint16(peerCallIdAt, message.peerCallId);
    view.setUint32(sendAccmAt, message.sendAccm);
    view.setUint32(receiveAccmAt, message.receiveAccm);
  },
};
