/** Bytes as rows of sixteen: offset, hexadecimal digits, the characters they would be. */
export const bytesPerRow = 16;
/** No control frame is longer than this; a longer one is shown as far. */
const mostBytes = 4096;

export interface DumpByte {
  readonly offset: number;
  readonly hex: string;
  readonly character: string;
}

export interface DumpRow {
  readonly offset: string;
  readonly bytes: readonly DumpByte[];
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

export function dumpRows(bytes: Uint8Array): readonly DumpRow[] {
  const rows: DumpRow[] = [];
  for (let start = 0; start < Math.min(bytes.length, mostBytes); start += bytesPerRow) {
    rows.push({
      offset: start.toString(16).padStart(4, '0'),
      bytes: Array.from(bytes.subarray(start, start + bytesPerRow), (byte, index) => ({
        offset: start + index,
        hex: byte.toString(16).padStart(2, '0'),
        character: isPrintable(byte) ? String.fromCharCode(byte) : '.',
      })),
    });
  }
  return rows;
}

/** How many bytes are not shown. */
export const bytesLeftOut = (bytes: Uint8Array): number => Math.max(0, bytes.length - mostBytes);
