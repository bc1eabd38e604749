/** Authentication packets for captures and logs: same length, secrets zeroed. What is not understood is all secret. */
import { chapCode, decodeChap, decodeValueAndName } from './chap-packet.ts';
import { chapProtocol } from './chap-peer.ts';
import { decodeEap, decodeMschapV2, eapCode, eapType, mschapV2Op, type EapPacket } from './eap-packet.ts';
import { eapProtocol } from './eap-peer.ts';
import { headerLength } from './packet.ts';
import { decodePap, papCode } from './pap-packet.ts';
import { papProtocol } from './pap.ts';

/** Parts of the packet to hide; undefined: it makes no sense, hide everything after the header. */
type Secrets = readonly Uint8Array[] | undefined;

function papSecrets(information: Uint8Array): Secrets {
  const packet = decodePap(information);
  if ('malformed' in packet) return undefined;
  // The message may quote the password.
  if (packet.code !== papCode.request) return [packet.message];
  // Bytes between the password and the end of the packet belong to nobody, so they are not shown either.
  return [
    packet.password,
    information.subarray(headerLength + 2 + packet.peerId.length + packet.password.length),
  ];
}

function chapSecrets(information: Uint8Array): Secrets {
  const packet = decodeChap(information);
  if ('malformed' in packet) return undefined;
  if ('data' in packet) return [packet.data];
  return packet.code === chapCode.response ? [packet.value] : [];
}

function valueSecrets(data: Uint8Array, isResponse: boolean): Secrets {
  const fields = decodeValueAndName(data);
  if ('malformed' in fields) return undefined;
  return isResponse ? [fields.value] : [];
}

function mschapV2Secrets(data: Uint8Array, isResponse: boolean): Secrets {
  const packet = decodeMschapV2(data);
  if ('malformed' in packet) return undefined;
  const all = [data.subarray(1)];
  // Its own length may end before EAP's does.
  const tail = data.subarray(headerLength + packet.data.length);
  switch (packet.op) {
    case mschapV2Op.challenge:
    case mschapV2Op.response: {
      const isAnswer = packet.op === mschapV2Op.response;
      const hidden = isAnswer === isResponse ? valueSecrets(packet.data, isAnswer) : all;
      return hidden && [...hidden, tail];
    }
    case mschapV2Op.success:
    case mschapV2Op.failure:
      return isResponse ? all : [tail];
    default:
      return all;
  }
}

function typedSecrets(packet: EapPacket & { code: 1 | 2 }): Secrets {
  const isResponse = packet.code === eapCode.response;
  switch (packet.type) {
    case eapType.identity:
    case eapType.notification:
    case eapType.nak:
      return [];
    case eapType.md5:
      return valueSecrets(packet.data, isResponse);
    case eapType.mschapV2:
      return mschapV2Secrets(packet.data, isResponse);
    default:
      return [packet.data];
  }
}

function eapSecrets(information: Uint8Array): Secrets {
  const packet = decodeEap(information);
  if ('malformed' in packet) return undefined;
  return 'type' in packet ? typedSecrets(packet) : [];
}

/** Whatever the packet's own length leaves out is padding, and may be anything. */
function hidePadding(redacted: Uint8Array): void {
  redacted.fill(0, Math.max(headerLength, ((redacted[2] ?? 0) << 8) | (redacted[3] ?? 0)));
}

function secretsOf(protocol: number, information: Uint8Array): Secrets {
  switch (protocol) {
    case papProtocol:
      return papSecrets(information);
    case chapProtocol:
      return chapSecrets(information);
    case eapProtocol:
      return eapSecrets(information);
    default:
      return undefined;
  }
}

export function redactAuthPacket(protocol: number, information: Uint8Array): Uint8Array {
  const redacted = information.slice();
  const secrets = secretsOf(protocol, information);
  if (secrets === undefined) return redacted.fill(0, headerLength);
  for (const secret of secrets) {
    // The decoders hand out windows on the packet, so a part knows where it lies.
    const from = secret.byteOffset - information.byteOffset;
    redacted.fill(0, from, from + secret.length);
  }
  hidePadding(redacted);
  return redacted;
}
