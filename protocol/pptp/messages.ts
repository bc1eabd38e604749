/** All fifteen PPTP control messages: bytes to a message and back (RFC 2637 §2). */
import { callClearRequest, callDisconnectNotify } from './call-end-messages.ts';
import type { CallClearRequest, CallDisconnectNotify } from './call-end-messages.ts';
import { echoReply, echoRequest } from './echo-messages.ts';
import type { EchoReply, EchoRequest } from './echo-messages.ts';
import { beginMessage, decodeHeader } from './header.ts';
import type { BodyCodec, Malformed, MessageType } from './header.ts';
import { incomingCallConnected, incomingCallReply, incomingCallRequest } from './incoming-call-messages.ts';
import type {
  IncomingCallConnected,
  IncomingCallReply,
  IncomingCallRequest,
} from './incoming-call-messages.ts';
import { setLinkInfo, wanErrorNotify } from './link-messages.ts';
import type { SetLinkInfo, WanErrorNotify } from './link-messages.ts';
import { outgoingCallReply, outgoingCallRequest } from './outgoing-call-messages.ts';
import type { OutgoingCallReply, OutgoingCallRequest } from './outgoing-call-messages.ts';
import { startReply, startRequest } from './start-messages.ts';
import type { StartReply, StartRequest } from './start-messages.ts';
import { stopReply, stopRequest } from './stop-messages.ts';
import type { StopReply, StopRequest } from './stop-messages.ts';

export type Message =
  | StartRequest
  | StartReply
  | StopRequest
  | StopReply
  | EchoRequest
  | EchoReply
  | OutgoingCallRequest
  | OutgoingCallReply
  | IncomingCallRequest
  | IncomingCallReply
  | IncomingCallConnected
  | CallClearRequest
  | CallDisconnectNotify
  | WanErrorNotify
  | SetLinkInfo;

const codecs: { readonly [T in MessageType]: BodyCodec<Extract<Message, { type: T }>> } = {
  'Start-Control-Connection-Request': startRequest,
  'Start-Control-Connection-Reply': startReply,
  'Stop-Control-Connection-Request': stopRequest,
  'Stop-Control-Connection-Reply': stopReply,
  'Echo-Request': echoRequest,
  'Echo-Reply': echoReply,
  'Outgoing-Call-Request': outgoingCallRequest,
  'Outgoing-Call-Reply': outgoingCallReply,
  'Incoming-Call-Request': incomingCallRequest,
  'Incoming-Call-Reply': incomingCallReply,
  'Incoming-Call-Connected': incomingCallConnected,
  'Call-Clear-Request': callClearRequest,
  'Call-Disconnect-Notify': callDisconnectNotify,
  'WAN-Error-Notify': wanErrorNotify,
  'Set-Link-Info': setLinkInfo,
};

/** Reserved fields are ignored, and octets beyond a message's own length. */
export function decodeMessage(bytes: Uint8Array): Message | Malformed {
  const header = decodeHeader(bytes);
  if ('malformed' in header) return header;
  return codecs[header.type].decode(header.view);
}

export function encodeMessage(message: Message): Uint8Array {
  const { bytes, view } = beginMessage(message.type);
  // The table pairs each type with its own codec; the compiler cannot follow that through an index.
  (codecs[message.type] as BodyCodec<Message>).encode(message, view);
  return bytes;
}
