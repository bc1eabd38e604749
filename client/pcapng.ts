/** PPP frames as a pcapng file (draft-ietf-opsawg-pcapng), one interface a connection, link type PPP_WITH_DIR. */

/** PPP with a byte before it: 0 received, else sent. */
const linkTypePppWithDir = 204;

const blockTypes = { section: 0x0a0d0d0a, interface: 1, statistics: 5, packet: 6 } as const;
const byteOrderMagic = 0x1a2b3c4d;
const options = { end: 0, interfaceName: 2, application: 4, dropCount: 4, received: 4, dropped: 5 } as const;

const padded = (length: number) => (length + 3) & ~3;

function option(code: number, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt16LE(value.length, 2);
  bytes.set(value, 4);
  return bytes;
}

const endOfOptions = option(options.end, new Uint8Array());

function counter(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function block(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = 12 + padded(body.length);
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(length, 4);
  bytes.set(body, 8);
  bytes.writeUInt32LE(length, length - 4);
  return bytes;
}

/** Begins the file. */
export function sectionHeader(application: string): Buffer {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt32LE(byteOrderMagic, 0);
  fixed.writeUInt16LE(1, 4); // version 1.0
  fixed.writeBigInt64LE(-1n, 8); // length of the section: not known
  return block(
    blockTypes.section,
    fixed,
    option(options.application, Buffer.from(application)),
    endOfOptions,
  );
}

/** Interfaces are numbered from 0 in the order of these. Times are microseconds, the format's default. */
export function interfaceDescription(name: string): Buffer {
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(linkTypePppWithDir, 0);
  return block(blockTypes.interface, fixed, option(options.interfaceName, Buffer.from(name)), endOfOptions);
}

function timestamp(microseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(Math.floor(microseconds / 0x1_0000_0000), 0);
  bytes.writeUInt32LE(microseconds % 0x1_0000_0000, 4);
  return bytes;
}

export interface Packet {
  readonly interfaceId: number;
  readonly direction: 'sent' | 'received';
  /** Microseconds since 1970. */
  readonly time: number;
  readonly frame: Uint8Array;
  /** Frames lost between the one before and this one. */
  readonly lost: number;
}

export function enhancedPacket({ interfaceId, direction, time, frame, lost }: Packet): Buffer {
  const length = frame.length + 1;
  const data = Buffer.alloc(padded(length));
  data[0] = direction === 'sent' ? 1 : 0;
  data.set(frame, 1);
  const id = Buffer.alloc(4);
  id.writeUInt32LE(interfaceId);
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(length, 0);
  lengths.writeUInt32LE(length, 4);
  const drops = lost === 0 ? [] : [option(options.dropCount, counter(lost)), endOfOptions];
  return block(blockTypes.packet, id, timestamp(time), lengths, data, ...drops);
}

/** What became of an interface's frames, at the end of the file. */
export function interfaceStatistics(
  interfaceId: number,
  time: number,
  received: number,
  dropped: number,
): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32LE(interfaceId);
  return block(
    blockTypes.statistics,
    id,
    timestamp(time),
    option(options.received, counter(received)),
    option(options.dropped, counter(dropped)),
    endOfOptions,
  );
}
