/** The calls that are logged: what was dialled, when, for how long, and how it ended. */
import type { LogCall } from '../../../contract/app.ts';
import { ListView } from '../../controls/index.ts';
import type { ListColumn } from '../../controls/index.ts';
import { durationOf, endText, isLive, startText } from './calls.ts';

const columns: readonly ListColumn[] = [
  { id: 'entry', title: 'Connection', width: 150 },
  { id: 'started', title: 'Started', width: 136 },
  { id: 'duration', title: 'Duration', width: 70, align: 'end' },
  { id: 'lines', title: 'Lines', width: 60, align: 'end' },
  { id: 'ended', title: 'How it ended', width: 314 },
];

interface CallListProps {
  readonly calls: readonly LogCall[];
  readonly shown: string | undefined;
  /** Of the shown one, when it is known better than the list does. */
  readonly lines: number;
  readonly onShow: (log: string) => void;
  readonly onOpen: () => void;
  readonly onContextMenu: (at: { x: number; y: number }, byKey: boolean) => void;
}

export function CallList({ calls, shown, lines, onShow, onOpen, onContextMenu }: CallListProps) {
  const items = calls.map((call) => ({
    key: call.log,
    label: call.entry,
    icon: isLive(call) ? ('connection-modem-connected' as const) : ('log' as const),
    cells: {
      started: startText(call.startedAt),
      duration: durationOf(call),
      lines: (call.log === shown ? Math.max(lines, call.lines) : call.lines).toLocaleString('en'),
      ended: endText(call),
    },
  }));
  return (
    <ListView
      label="Calls"
      view="details"
      columns={columns}
      items={items}
      selected={shown}
      onSelect={(key) => {
        if (key !== undefined) onShow(key);
      }}
      onActivate={onOpen}
      onContextMenu={(key, at, byKey) => {
        if (key !== undefined) onContextMenu(at, byKey);
      }}
    />
  );
}
