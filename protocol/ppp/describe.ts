/** Frames in words for the connection log, and frames without their secrets for captures. */
import { concat, hex, printable, u16, u32 } from '../bytes.ts';
import { describeAuthPacket, redactAuthPacket } from './auth/describe.ts';
import { Code, codeName, decodeControl } from './control-packet.ts';
import type { ControlPacket } from './control-packet.ts';
import { describeOption } from './describe-options.ts';
import { decodeOptions } from './options.ts';
import { Protocol, protocolName } from './protocol-numbers.ts';

const authProtocols: readonly number[] = [Protocol.pap, Protocol.chap, Protocol.eap];
const controlProtocols: readonly number[] = [Protocol.lcp, Protocol.ccp, Protocol.ipcp, Protocol.ipv6cp];
/** More options than any sane packet holds are counted, not listed. */
const listedOptions = 24;
/** Where the rejected packet begins in an LCP Protocol-Reject: header, protocol number. */
const rejectedPacket = 6;

/** One line, e.g. "LCP Configure-Request id 1: MRU 1400, magic 5d1c0a2b". Never a secret. */
export function describePacket(protocol: number, information: Uint8Array): string {
  if (authProtocols.includes(protocol)) return describeAuthPacket(protocol, information);
  const name = protocolName(protocol);
  if (!controlProtocols.includes(protocol)) return `${name}, ${information.length} bytes`;
  const packet = decodeControl(information);
  if ('malformed' in packet) return `${name}, malformed: ${packet.malformed}`;
  const detail = describeData(protocol, packet);
  return `${name} ${codeName(packet.code)} id ${packet.id}${detail === '' ? '' : `: ${detail}`}`;
}

/** The same frame with passwords and responses zeroed, also where a Protocol-Reject returns them. */
export function redactPacket(protocol: number, information: Uint8Array): Uint8Array {
  if (authProtocols.includes(protocol)) return redactAuthPacket(protocol, information);
  if (protocol !== Protocol.lcp || information[0] !== Code.protocolReject) return information;
  if (information.length < rejectedPacket) return information;
  const rejected = u16(information, rejectedPacket - 2);
  if (!authProtocols.includes(rejected)) return information;
  return concat([
    information.subarray(0, rejectedPacket),
    redactAuthPacket(rejected, information.subarray(rejectedPacket)),
  ]);
}

function describeData(protocol: number, packet: ControlPacket): string {
  const { code, data } = packet;
  switch (code) {
    case Code.configureRequest:
    case Code.configureAck:
    case Code.configureNak:
    case Code.configureReject:
      return describeOptions(protocol, data);
    case Code.terminateRequest:
    case Code.terminateAck:
      return data.length === 0 ? '' : `"${printable(data)}"`;
    case Code.codeReject:
      return data[0] === undefined ? '' : codeName(data[0]);
    default:
      return protocol === Protocol.lcp ? describeLcpData(code, data) : '';
  }
}

function describeLcpData(code: number, data: Uint8Array): string {
  if (code === Code.protocolReject) return data.length < 2 ? '' : protocolName(u16(data, 0));
  if (data.length < 4) return '';
  const magic = `magic ${hex(data.subarray(0, 4))}`;
  switch (code) {
    case Code.echoRequest:
    case Code.echoReply:
    case Code.discardRequest:
      return magic;
    case Code.identification:
      return `${magic}, "${printable(data.subarray(4))}"`;
    case Code.timeRemaining:
      return data.length < 8 ? magic : `${magic}, ${u32(data, 4)} seconds`;
    default:
      return '';
  }
}

function describeOptions(protocol: number, data: Uint8Array): string {
  const { options, rest } = decodeOptions(data);
  const words = options.slice(0, listedOptions).map((option) => describeOption(protocol, option));
  if (options.length > listedOptions) words.push(`${options.length - listedOptions} more options`);
  if (rest.length > 0) words.push(`${rest.length} bytes that are no option`);
  return words.length === 0 ? 'no options' : words.join(', ');
}
