/** All there is about the line in focus: the line whole, and the frame it describes as fields and bytes. */
import { useCallback, useMemo, useState } from 'react';
import { formatLogRecord } from '../../../contract/log.ts';
import { Splitter } from '../../controls/index.ts';
import { dissect } from '../../dissect/index.ts';
import { base64Bytes } from '../../base64.ts';
import { fieldRows, rowOfByte } from './field-rows.ts';
import { FieldTree } from './FieldTree.tsx';
import { HexDump } from './HexDump.tsx';
import type { LogLine } from './lines.ts';

const rootPath = '0';

function Frame({ protocol, information }: NonNullable<LogLine['frame']>) {
  const bytes = useMemo(() => base64Bytes(information), [information]);
  const root = useMemo(() => dissect(protocol, bytes ?? new Uint8Array(0)), [protocol, bytes]);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState(rootPath);
  const [width, setWidth] = useState(476);
  const rows = useMemo(() => fieldRows(root, collapsed), [root, collapsed]);
  // A branch that was closed over the selected field passes the selection up.
  const current = rows.find(({ path }) => path === selected) ?? rows[0];
  const onByte = useCallback(
    (offset: number) => {
      const row = rowOfByte(rows, offset);
      if (row !== undefined) setSelected(row.path);
    },
    [rows],
  );
  if (bytes === undefined) return <p className="detail-note">The bytes of this frame are damaged.</p>;
  const toggle = (path: string): void =>
    setCollapsed((held) => {
      const next = new Set(held);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const offset = current?.field.offset ?? 0;
  return (
    <Splitter label="Between fields and bytes" direction="columns" size={width} onSize={setWidth}>
      <FieldTree
        rows={rows}
        collapsed={collapsed}
        selected={current?.path ?? rootPath}
        onSelect={setSelected}
        onToggle={toggle}
      />
      <HexDump bytes={bytes} from={offset} to={offset + (current?.field.length ?? 0)} onByte={onByte} />
    </Splitter>
  );
}

export function FrameDetail({ line }: { readonly line: LogLine | undefined }) {
  if (line === undefined)
    return <p className="detail-note">Select a line to see it whole, and the frame it is about.</p>;
  return (
    <section className="detail" aria-label="The selected line">
      <p className="detail-line selectable" tabIndex={0}>
        {formatLogRecord(line)}
      </p>
      {line.frame === undefined ? (
        <p className="detail-note">This line is about no frame.</p>
      ) : (
        <Frame key={`${line.frame.protocol} ${line.frame.information}`} {...line.frame} />
      )}
    </section>
  );
}
