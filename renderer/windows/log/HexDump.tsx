/** The bytes of a frame, those of the selected field lit; pressing one selects the field it belongs to. */
import { memo } from 'react';
import { bytesLeftOut, dumpRows } from './hex-dump.ts';
import type { DumpByte } from './hex-dump.ts';

interface HexDumpProps {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly onByte: (offset: number) => void;
}

export const HexDump = memo(function HexDump({ bytes, from, to, onByte }: HexDumpProps) {
  const className = ({ offset }: DumpByte): string | undefined =>
    offset >= from && offset < to ? 'lit' : undefined;
  const leftOut = bytesLeftOut(bytes);
  return (
    <div
      className="hex-dump"
      role="group"
      aria-label="Bytes of the frame"
      tabIndex={0}
      onPointerDown={(event) => {
        const byte = event.target instanceof HTMLElement ? event.target.dataset.byte : undefined;
        if (byte !== undefined) onByte(Number(byte));
      }}
    >
      {dumpRows(bytes).map((row) => (
        <div className="hex-row" key={row.offset}>
          <span className="hex-offset">{row.offset}</span>
          <span className="hex-digits">
            {row.bytes.map((byte) => (
              <span key={byte.offset} className={className(byte)} data-byte={byte.offset}>
                {byte.hex}
              </span>
            ))}
          </span>
          <span className="hex-text">
            {row.bytes.map((byte) => (
              <span key={byte.offset} className={className(byte)} data-byte={byte.offset}>
                {byte.character}
              </span>
            ))}
          </span>
        </div>
      ))}
      {leftOut > 0 && <p>{leftOut} more bytes</p>}
    </div>
  );
});
