/** Authentication packets in words, for the connection log; secrets masked. */
import { hex, u16Bytes } from '../../bytes.ts';
import { chapCode, decodeChap, decodeValueAndName, type ChapPacket } from './chap-packet.ts';
import { chapProtocol } from './chap-peer.ts';
import { decodeEap, decodeMschapV2, eapCode, eapType, mschapV2Op } from './eap-packet.ts';
import { eapProtocol } from './eap-peer.ts';
import { decodePap, papCode } from './pap-packet.ts';
import { papProtocol } from './pap.ts';
import { displayable, safeText, wireText } from './text.ts';

export { redactAuthPacket } from './redact.ts';

/** Always as many, so that not even the length shows. */
const dots = '••••••••';

const quoted = (bytes: Uint8Array): string => `"${displayable(bytes)}"`;

/** A message field; MS-CHAP's challenges and proofs in it are of no use to a reader. */
function message(bytes: Uint8Array): string {
  const text = wireText(bytes.subarray(0, 1_000)).replaceAll(/(^|\s)([CS])=[0-9A-Fa-f]+/g, '$1$2=…');
  return bytes.length === 0 ? '' : ` "${safeText(text)}"`;
}

const named = (name: Uint8Array): string => (name.length === 0 ? '' : ` from ${quoted(name)}`);

function describePap(information: Uint8Array): string {
  const packet = decodePap(information);
  if ('malformed' in packet) return `PAP packet, malformed: ${packet.malformed}`;
  const id = `id ${packet.identifier}`;
  if (packet.code === papCode.request)
    return `PAP Authenticate-Request ${id}: user ${quoted(packet.peerId)}, password ${dots}`;
  // A server that quotes the password back must not bring it into our log; the caller shows the text without it.
  const length = packet.message.length;
  return `PAP Authenticate-${packet.code === papCode.ack ? 'Ack' : 'Nak'} ${id}${length === 0 ? '' : `: ${length} bytes`}`;
}

function describeChapPacket(packet: ChapPacket): string {
  const id = `id ${packet.identifier}`;
  switch (packet.code) {
    case chapCode.challenge:
      return `CHAP Challenge ${id}: ${packet.value.length} bytes${named(packet.name)}`;
    case chapCode.response:
      return `CHAP Response ${id}: ${packet.value.length} bytes${named(packet.name)}`;
    case chapCode.success:
      return `CHAP Success ${id}${message(packet.message)}`;
    case chapCode.failure:
      return `CHAP Failure ${id}${message(packet.message)}`;
    case chapCode.changePassword1:
    case chapCode.changePassword2:
    case chapCode.changePassword3:
      return `CHAP Change-Password ${id}: version ${packet.code - 4}, ${packet.data.length} bytes`;
  }
}

function describeChap(information: Uint8Array): string {
  const packet = decodeChap(information);
  return 'malformed' in packet ? `CHAP packet, malformed: ${packet.malformed}` : describeChapPacket(packet);
}

const opNames: Readonly<Record<number, string>> = {
  [mschapV2Op.challenge]: 'Challenge',
  [mschapV2Op.response]: 'Response',
  [mschapV2Op.success]: 'Success',
  [mschapV2Op.failure]: 'Failure',
  [mschapV2Op.changePassword]: 'Change-Password',
};

function describeValue(data: Uint8Array): string {
  const fields = decodeValueAndName(data);
  return 'malformed' in fields
    ? `, malformed: ${fields.malformed}`
    : `: ${fields.value.length} bytes${named(fields.name)}`;
}

function describeMschapV2(data: Uint8Array, isRequest: boolean): string {
  const packet = decodeMschapV2(data);
  if ('malformed' in packet) return `MS-CHAP v2, malformed: ${packet.malformed}`;
  const name = `MS-CHAP v2 ${opNames[packet.op] ?? `opcode ${packet.op}`}`;
  switch (packet.op) {
    case mschapV2Op.challenge:
    case mschapV2Op.response:
      return name + describeValue(packet.data);
    case mschapV2Op.success:
    case mschapV2Op.failure:
      // A response's acknowledgement has no message; if it brings bytes, they are not for us to show.
      return isRequest ? name + message(packet.data) : name;
    default:
      return name;
  }
}

function describeType(type: number, data: Uint8Array, isRequest: boolean): string {
  switch (type) {
    case eapType.identity:
      return data.length === 0 ? 'Identity' : `Identity ${quoted(data)}`;
    case eapType.notification:
      return `Notification${message(data)}`;
    case eapType.nak:
      return `Nak, wants ${Array.from(data.subarray(0, 16)).join(', ')}`;
    case eapType.md5:
      return `MD5-Challenge${describeValue(data)}`;
    case eapType.mschapV2:
      return describeMschapV2(data, isRequest);
    default:
      return `type ${type}: ${data.length} bytes`;
  }
}

function describeEap(information: Uint8Array): string {
  const packet = decodeEap(information);
  if ('malformed' in packet) return `EAP packet, malformed: ${packet.malformed}`;
  if (!('type' in packet))
    return `EAP ${packet.code === eapCode.success ? 'Success' : 'Failure'} id ${packet.identifier}`;
  const isRequest = packet.code === eapCode.request;
  const kind = isRequest ? 'Request' : 'Response';
  return `EAP ${kind} id ${packet.identifier}: ${describeType(packet.type, packet.data, isRequest)}`;
}

export function describeAuthPacket(protocol: number, information: Uint8Array): string {
  switch (protocol) {
    case papProtocol:
      return describePap(information);
    case chapProtocol:
      return describeChap(information);
    case eapProtocol:
      return describeEap(information);
    default:
      return `protocol ${hex(u16Bytes(protocol & 0xffff))}, ${information.length} bytes`;
  }
}
