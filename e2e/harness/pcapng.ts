/** Reads our captures back without the code that wrote them: just enough of pcapng for these tests. */
import { readFile } from 'node:fs/promises';

export interface CapturedFrame {
  /** The interface's name: the entry. */
  readonly entry: string;
  readonly direction: 'sent' | 'received';
  /** PPP protocol number, with or without address and control before it, compressed or not. */
  readonly protocol: number;
  readonly bytes: Buffer;
}

const LINKTYPE_PPP_WITH_DIR = 204;

/** Blocks of a little-endian pcapng file (draft-ietf-opsawg-pcapng): interfaces (1) and enhanced packets (6). */
export async function readCapture(file: string): Promise<CapturedFrame[]> {
  const data = await readFile(file);
  const names: string[] = [];
  const frames: CapturedFrame[] = [];
  for (let at = 0; at + 12 <= data.length;) {
    const type = data.readUInt32LE(at);
    const length = data.readUInt32LE(at + 4);
    if (length < 12 || length % 4 !== 0 || at + length > data.length) throw new Error(`bad block at ${at}`);
    if (type === 1) {
      if (data.readUInt16LE(at + 8) !== LINKTYPE_PPP_WITH_DIR) throw new Error('not PPP with direction');
      names.push(option(data.subarray(at + 16, at + length - 4), 2) ?? '');
    }
    if (type === 6) {
      const captured = data.readUInt32LE(at + 20);
      const [direction, ...rest] = data.subarray(at + 28, at + 28 + captured);
      const bytes = Buffer.from(rest);
      frames.push({
        entry: names[data.readUInt32LE(at + 8)] ?? '',
        direction: direction === 1 ? 'sent' : 'received',
        protocol: protocolOf(bytes),
        bytes,
      });
    }
    at += length;
  }
  return frames;
}

export function framesOf(frames: readonly CapturedFrame[], entry: string): CapturedFrame[] {
  return frames.filter((frame) => frame.entry === entry);
}

function protocolOf(frame: Buffer): number {
  const start = frame[0] === 0xff && frame[1] === 0x03 ? 2 : 0;
  const first = frame[start] ?? 0;
  return first % 2 === 1 ? first : frame.readUInt16BE(start);
}

function option(options: Buffer, wanted: number): string | undefined {
  for (let at = 0; at + 4 <= options.length;) {
    const code = options.readUInt16LE(at);
    const length = options.readUInt16LE(at + 2);
    if (code === 0) return undefined;
    if (code === wanted) return options.toString('utf8', at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}
