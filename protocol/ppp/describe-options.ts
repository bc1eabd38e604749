/** Configuration Options in words, for the connection log. */
import { hex, u8 } from '../bytes.ts';
import { describeMppe, mppeWordOf } from './ccp/mppe-option.ts';
import { addressIn, IpcpOption } from './ipcp/ipcp-options.ts';
import { interfaceIdType } from './ipv6cp/ipv6cp.ts';
import { describeAuthOption } from './lcp/lcp-auth.ts';
import { decodeSetting, LcpOption } from './lcp/lcp-options.ts';
import type { Option } from './options.ts';
import { Protocol } from './protocol-numbers.ts';

const lcpNames = new Map<number, string>([
  [LcpOption.quality, 'link quality'],
  [9, 'FCS alternatives'],
  [10, 'self-describing padding'],
  [LcpOption.callback, 'callback'],
  [LcpOption.mrru, 'MRRU'],
  [LcpOption.shortSequence, 'short sequence numbers'],
  [LcpOption.endpoint, 'endpoint discriminator'],
  [LcpOption.linkDiscriminator, 'link discriminator'],
]);

const ipcpNames = new Map<number, string>([
  [IpcpOption.addresses, 'addresses'],
  [IpcpOption.compression, 'compression'],
  [IpcpOption.address, 'address'],
  [IpcpOption.dns1, 'DNS'],
  [IpcpOption.nbns1, 'WINS'],
  [IpcpOption.dns2, 'second DNS'],
  [IpcpOption.nbns2, 'second WINS'],
]);

const ccpNames = new Map<number, string>([
  [1, 'Predictor 1'],
  [2, 'Predictor 2'],
  [17, 'Stac'],
  [21, 'BSD-Compress'],
  [24, 'Deflate (draft)'],
  [26, 'Deflate'],
]);

export function describeOption(protocol: number, option: Option): string {
  switch (protocol) {
    case Protocol.lcp:
      return describeLcp(option);
    case Protocol.ipcp:
      return describeIpcp(option);
    case Protocol.ipv6cp:
      return option.type === interfaceIdType && option.data.length === 8
        ? `interface identifier ${interfaceIdText(option.data)}`
        : raw('option', option);
    case Protocol.ccp: {
      const word = mppeWordOf(option);
      if (word !== undefined) return describeMppe(word);
      const name = ccpNames.get(option.type);
      return name === undefined ? raw('option', option) : named(name, option);
    }
    default:
      return raw('option', option);
  }
}

function describeLcp(option: Option): string {
  const setting = decodeSetting(option);
  if (setting?.mru !== undefined) return `MRU ${setting.mru}`;
  if (setting?.accm !== undefined) return `ACCM ${setting.accm.toString(16).padStart(8, '0')}`;
  if (setting?.auth !== undefined) return `authentication ${describeAuthOption(setting.auth)}`;
  if (setting?.magic !== undefined) return `magic ${setting.magic.toString(16).padStart(8, '0')}`;
  if (setting?.pfc !== undefined) return 'protocol field compression';
  if (setting?.acfc !== undefined) return 'address and control field compression';
  const name = lcpNames.get(option.type);
  return name === undefined ? raw('option', option) : named(name, option);
}

function describeIpcp(option: Option): string {
  const name = ipcpNames.get(option.type);
  if (name === undefined) return raw('option', option);
  const vj =
    option.type === IpcpOption.compression && u16Is(option.data, Protocol.vjCompressed)
      ? ' Van Jacobson'
      : '';
  const address =
    option.type >= IpcpOption.address && option.data.length === 4 ? addressIn(option) : undefined;
  return address === undefined ? `${named(name, option)}${vj}` : `${name} ${address}`;
}

function u16Is(data: Uint8Array, value: number): boolean {
  return data.length >= 2 && ((u8(data, 0) << 8) | u8(data, 1)) === value;
}

function interfaceIdText(id: Uint8Array): string {
  return (hex(id).match(/.{4}/g) ?? []).join(':');
}

function named(name: string, option: Option): string {
  return option.data.length === 0 ? name : `${name} ${shortHex(option.data)}`;
}

function raw(word: string, option: Option): string {
  return named(`${word} ${option.type}`, option);
}

function shortHex(data: Uint8Array): string {
  return data.length <= 16 ? hex(data) : `${hex(data.subarray(0, 16))}…`;
}
