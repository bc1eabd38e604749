/** Reads a PNG of 8-bit colours, with or without alpha, not interlaced: what tray icons are. */
import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: alpha, red, green, blue, as StatusNotifierItem wants them. */
  readonly argb: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const largestSide = 512;
/** By the file's colour type: bytes a pixel. */
const channelsOf: Readonly<Record<number, 3 | 4>> = { 2: 3, 6: 4 };

/** Throws when the file is something else. */
export function readPng(file: Buffer): Pixels {
  if (!file.subarray(0, 8).equals(signature)) throw new Error('not a PNG file');
  const compressed: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = 8; at + 8 <= file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw new Error('the PNG file ends early');
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') compressed.push(body);
    if (type === 'IEND') break;
    at += 12 + length;
  }
  if (header?.length !== 13) throw new Error('the PNG file has no header');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const channels = channelsOf[header[9] ?? -1];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0) {
    throw new Error('a PNG of another kind than 8-bit colours, not interlaced');
  }
  if (width < 1 || height < 1 || width > largestSide || height > largestSide) {
    throw new Error('the picture is too large');
  }
  const lines = (1 + width * channels) * height;
  const raw = inflateSync(Buffer.concat(compressed), { maxOutputLength: lines });
  if (raw.length < lines) throw new Error('the PNG file ends early');
  return { width, height, argb: toArgb(unfilter(raw, width * channels, height, channels), channels) };
}

/** Takes back what each line's filter did; the first byte of a line names it. */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    if (filter > 4) throw new Error('a PNG filter that does not exist');
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? (out[at - channels] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const upLeft = x >= channels && y > 0 ? (out[at - stride - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
      out[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const [fromLeft, fromUp, fromUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value));
  if (fromLeft === undefined || fromUp === undefined || fromUpLeft === undefined) return 0;
  if (fromLeft <= fromUp && fromLeft <= fromUpLeft) return left;
  return fromUp <= fromUpLeft ? up : upLeft;
}

function toArgb(rgba: Buffer, channels: 3 | 4): Buffer {
  const out = Buffer.alloc((rgba.length / channels) * 4);
  for (let from = 0, to = 0; to < out.length; from += channels, to += 4) {
    out[to] = channels === 4 ? (rgba[from + 3] ?? 0) : 0xff;
    rgba.copy(out, to + 1, from, from + 3);
  }
  return out;
}
