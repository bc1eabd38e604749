/** Configuration Options as fields: what each means, and the values inside it. */
import { addressText } from '../../protocol/ppp/ipcp/address.ts';
import { IpcpOption } from '../../protocol/ppp/ipcp/ipcp-options.ts';
import { mppeType } from '../../protocol/ppp/ccp/mppe-option.ts';
import { describeOption } from '../../protocol/ppp/describe-options.ts';
import { LcpOption } from '../../protocol/ppp/lcp/lcp-options.ts';
import { Protocol, protocolName } from '../../protocol/ppp/protocol-numbers.ts';
import { hexNumber } from './context.ts';
import type { FieldReader } from './field.ts';

/** More than any sane packet holds; the rest is counted. */
const listed = 64;
const headerLength = 2;

const chapAlgorithms: Readonly<Record<number, string>> = { 5: 'MD5', 128: 'MS-CHAP', 129: 'MS-CHAP v2' };

const protocolWords = (value: number): string => `${hexNumber(4)(value)} (${protocolName(value)})`;
const algorithmWords = (value: number): string => `${value} (${chapAlgorithms[value] ?? 'unknown'})`;

function lcpValue(type: number, inside: FieldReader): void {
  switch (type) {
    case LcpOption.mru:
    case LcpOption.mrru:
      inside.number('Bytes', 2);
      break;
    case LcpOption.accm:
      inside.number('Characters to escape', 4, hexNumber(8));
      break;
    case LcpOption.auth:
      if (inside.number('Protocol', 2, protocolWords) === Protocol.chap)
        inside.number('Algorithm', 1, algorithmWords);
      break;
    case LcpOption.quality:
      inside.number('Protocol', 2, protocolWords);
      break;
    case LcpOption.magic:
      inside.number('Magic number', 4, hexNumber(8));
      break;
    case LcpOption.endpoint:
      inside.number('Class', 1);
      inside.rest('Address');
      break;
  }
}

/** Each bit of MPPE's word (RFC 3078 §2, RFC 2118). */
const mppeBits: readonly (readonly [number, string])[] = [
  [0x01000000, 'stateless'],
  [0x80, '56 bits'],
  [0x40, '128 bits'],
  [0x20, '40 bits'],
  [0x10, 'obsolete encryption'],
  [0x01, 'MPPC compression'],
];

function mppeWords(word: number): string {
  const set = mppeBits.filter(([bit]) => (word & bit) !== 0).map(([, words]) => words);
  return `${hexNumber(8)(word)} (${set.length === 0 ? 'nothing' : set.join(', ')})`;
}

function ipcpValue(type: number, inside: FieldReader): void {
  if (type === IpcpOption.compression) inside.number('Protocol', 2, protocolWords);
  else if (type >= IpcpOption.address && inside.left === 4) inside.bytes('Address', 4, addressText);
}

function optionValue(protocol: number, type: number, inside: FieldReader): void {
  if (protocol === Protocol.lcp) lcpValue(type, inside);
  else if (protocol === Protocol.ipcp) ipcpValue(type, inside);
  else if (protocol === Protocol.ccp && type === mppeType) inside.number('Supported bits', 4, mppeWords);
}

/** Reads options to the end of the reader. */
export function readOptions(protocol: number, reader: FieldReader): string {
  let count = 0;
  while (reader.left > 0) {
    const [type, length] = reader.peek(headerLength);
    if (type === undefined || length === undefined) {
      reader.problem('No option', 'an option has at least 2 bytes');
      break;
    }
    if (length < headerLength || length > reader.left) {
      reader.problem('No option', `length field ${length} with ${reader.left} bytes left`);
      break;
    }
    if (count === listed) {
      reader.problem('More options', `more than ${listed} options, the rest is not listed`);
      break;
    }
    count += 1;
    const data = reader.peek(length).subarray(headerLength);
    reader.group('Option', length, (inside) => {
      inside.number('Type', 1);
      inside.number('Length', 1);
      optionValue(protocol, type, inside);
      inside.rest('Data');
      return describeOption(protocol, { type, data });
    });
  }
  return count === 1 ? '1 option' : `${count} options`;
}
