/** The headers of IPv4, IPv6, ICMP, UDP and TCP, in brief: a peer's Protocol-Reject may bring one back. */
import { hex } from '../../protocol/bytes.ts';
import { addressText } from '../../protocol/ppp/ipcp/address.ts';
import { Protocol } from '../../protocol/ppp/protocol-numbers.ts';
import { hexNumber } from './context.ts';
import type { Context } from './context.ts';
import type { FieldReader } from './field.ts';

const icmp = 1;
const tcp = 6;
const udp = 17;
const names: Readonly<Record<number, string>> = {
  [icmp]: 'ICMP',
  2: 'IGMP',
  [tcp]: 'TCP',
  [udp]: 'UDP',
  47: 'GRE',
  50: 'ESP',
  58: 'ICMPv6',
};
const nameOf = (value: number): string => names[value] ?? 'unknown';
const protocolWords = (value: number): string => `${value} (${nameOf(value)})`;

/** Fixed part of each header, in bytes. */
const ipv4Header = 20;
const tcpHeader = 20;
/** Those ICMP messages bring the packet back they are about. */
const icmpErrors: Readonly<Record<number, string>> = {
  3: 'Destination unreachable',
  4: 'Source quench',
  5: 'Redirect',
  11: 'Time exceeded',
  12: 'Parameter problem',
};
const icmpNames: Readonly<Record<number, string>> = { ...icmpErrors, 0: 'Echo reply', 8: 'Echo request' };

const tcpFlags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;

function flagWords(word: number): string {
  const set = tcpFlags.filter((_, bit) => (word & (1 << bit)) !== 0);
  return set.length === 0 ? 'none' : set.join(' ');
}

function readIcmp(reader: FieldReader, context: Context): string {
  const type = reader.number('Type', 1, (value) => `${value} (${icmpNames[value] ?? 'unknown'})`);
  reader.number('Code', 1);
  reader.number('Checksum', 2, hexNumber(4));
  if (type === undefined) return '';
  if (type in icmpErrors) {
    reader.number('Unused', 4, hexNumber(8));
    if (reader.left > 0) reader.group('About', reader.left, (inside) => context.frame(Protocol.ip, inside));
  } else if (type === 0 || type === 8) {
    reader.number('Identifier', 2);
    reader.number('Sequence number', 2);
  }
  reader.rest('Data');
  return icmpNames[type] ?? `type ${type}`;
}

function readUdp(reader: FieldReader): string {
  const from = reader.number('Source port', 2);
  const to = reader.number('Destination port', 2);
  reader.number('Length', 2);
  reader.number('Checksum', 2, hexNumber(4));
  reader.rest('Data');
  return from === undefined || to === undefined ? '' : `port ${from} to ${to}`;
}

function readTcp(reader: FieldReader): string {
  const from = reader.number('Source port', 2);
  const to = reader.number('Destination port', 2);
  reader.number('Sequence number', 4);
  reader.number('Acknowledgement number', 4);
  const word = reader.number('Header length and flags', 2, (value) => {
    return `${(value >>> 12) * 4} bytes, ${flagWords(value)}`;
  });
  reader.number('Window', 2);
  reader.number('Checksum', 2, hexNumber(4));
  reader.number('Urgent pointer', 2);
  if (word === undefined || from === undefined || to === undefined) return '';
  const options = (word >>> 12) * 4 - tcpHeader;
  if (options > 0) reader.bytes('Options', options);
  reader.rest('Data');
  return `port ${from} to ${to}, ${flagWords(word)}`;
}

function readTransport(protocol: number, reader: FieldReader, context: Context): string {
  switch (protocol) {
    case icmp:
      return readIcmp(reader, context);
    case tcp:
      return readTcp(reader);
    case udp:
      return readUdp(reader);
    default:
      reader.rest('Data');
      return '';
  }
}

function fragmentWords(word: number): string {
  const flags = [
    ...((word & 0x4000) === 0 ? [] : ['do not fragment']),
    ...((word & 0x2000) === 0 ? [] : ['more fragments']),
  ];
  return `${flags.length === 0 ? 'no flags' : flags.join(', ')}, offset ${(word & 0x1fff) * 8}`;
}

export function readIpv4(reader: FieldReader, context: Context): string {
  const first = reader.number('Version and header length', 1, (value) => {
    return `${value >>> 4}, ${(value & 0x0f) * 4} bytes`;
  });
  reader.number('Type of service', 1, hexNumber(2));
  reader.number('Total length', 2);
  reader.number('Identification', 2);
  const fragment = reader.number('Fragmentation', 2, fragmentWords);
  reader.number('Time to live', 1);
  const protocol = reader.number('Protocol', 1, protocolWords);
  reader.number('Checksum', 2, hexNumber(4));
  const from = reader.bytes('Source', 4, addressText);
  const to = reader.bytes('Destination', 4, addressText);
  if (first === undefined || protocol === undefined || fragment === undefined) return '';
  if (from === undefined || to === undefined) return '';
  const words = `${addressText(from)} to ${addressText(to)}`;
  const options = (first & 0x0f) * 4 - ipv4Header;
  if (first >>> 4 !== 4 || options < 0) {
    reader.problem('Data', 'this is no IPv4 header');
    return words;
  }
  if (options > 0) reader.bytes('Options', options);
  if (reader.left === 0) return words;
  // Only a packet's first fragment begins with a transport header.
  if ((fragment & 0x1fff) !== 0) reader.rest('Fragment');
  else {
    const label = names[protocol] ?? 'Data';
    reader.group(label, reader.left, (inside) => readTransport(protocol, inside, context));
  }
  return `${nameOf(protocol)} ${words}`;
}

const ipv6Text = (bytes: Uint8Array): string => (hex(bytes).match(/.{4}/g) ?? []).join(':');

export function readIpv6(reader: FieldReader): string {
  reader.number('Version, traffic class, flow label', 4, hexNumber(8));
  reader.number('Payload length', 2);
  const next = reader.number('Next header', 1, protocolWords);
  reader.number('Hop limit', 1);
  reader.bytes('Source', 16, ipv6Text);
  reader.bytes('Destination', 16, ipv6Text);
  reader.rest('Data');
  return next === undefined ? '' : nameOf(next);
}
