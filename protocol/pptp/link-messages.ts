/** WAN-Error-Notify and Set-Link-Info (RFC 2637 §2.14, §2.15): what PAC and PNS tell about a line under a call. */
import type { WanErrors } from './control-types.ts';
import { bodyCodec, group, long, word } from './fields.ts';

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

export const wanErrorNotify = bodyCodec<WanErrorNotify>('WAN-Error-Notify', {
  peerCallId: word(12),
  errors: group<WanErrors>({
    crc: long(16),
    framing: long(20),
    hardwareOverrun: long(24),
    bufferOverrun: long(28),
    timeout: long(32),
    alignment: long(36),
  }),
});

export const setLinkInfo = bodyCodec<SetLinkInfo>('Set-Link-Info', {
  peerCallId: word(12),
  sendAccm: long(16),
  receiveAccm: long(20),
});
