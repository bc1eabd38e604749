/** What the tray shows, as a pure function of what is connected, dialled and lost, and of the traffic of the last second. */
import type { DialProgress } from '../../contract/app.ts';
import type { ConnectionStatus, CounterSnapshot } from '../../contract/status.ts';
import type { Sample } from './counter-history.ts';

export type TrayIcon = 'idle' | 'sent' | 'received' | 'both' | 'dialling' | 'offline';

export type TrayAction =
  { readonly do: 'open' | 'log' | 'exit' } | { readonly do: 'status' | 'disconnect'; readonly entry: string };

export interface TrayItem {
  readonly label: string;
  readonly action: TrayAction;
  /** A line above it. */
  readonly apart?: true;
}

export interface TrayPicture {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
  /** What a click does: what the user most likely wants to see. */
  readonly click: TrayAction;
}

export interface TrayFacts {
  readonly connections: readonly ConnectionStatus[];
  readonly dials: readonly DialProgress[];
  /** By entry: this second's counters and those of the one before. */
  readonly traffic: ReadonlyMap<string, readonly Sample[]>;
}

const isUp = ({ state }: ConnectionStatus) => state === 'connected';

/** What travels inside another before that other. */
function topFirst(connections: readonly ConnectionStatus[]): ConnectionStatus[] {
  const depth = ({ entry, beneath }: ConnectionStatus, above: readonly string[] = []): number => {
    const lower = connections.find((each) => each.entry === beneath);
    // The helper tells no circles; were it to, they would end here.
    return lower === undefined || above.includes(entry) ? 0 : 1 + depth(lower, [...above, entry]);
  };
  return connections.toSorted((one, other) => depth(other) - depth(one));
}

function litBy(traffic: TrayFacts['traffic'], up: readonly ConnectionStatus[]): TrayIcon {
  const moved = (key: 'bytesSent' | 'bytesReceived') =>
    up.some(({ entry }) => {
      const [before, now] = (traffic.get(entry) ?? []).slice(-2);
      return before !== undefined && now !== undefined && now.counters[key] > before.counters[key];
    });
  const [sent, received] = [moved('bytesSent'), moved('bytesReceived')];
  if (sent && received) return 'both';
  if (sent) return 'sent';
  return received ? 'received' : 'idle';
}

const grouped = new Intl.NumberFormat('en-US');

function described(status: ConnectionStatus, counters: CounterSnapshot | undefined): string {
  const { entry, lineSpeed, state } = status;
  if (state !== 'connected') return `${entry}: connecting`;
  const speed = lineSpeed === undefined ? '' : ` at ${grouped.format(lineSpeed)} bps`;
  const bytes =
    counters === undefined
      ? ''
      : `\n${grouped.format(counters.bytesReceived)} bytes received, ${grouped.format(counters.bytesSent)} bytes sent`;
  return `${entry}: connected${speed}${bytes}`;
}

interface Reachable {
  readonly entry: string;
  readonly up: boolean;
}

function menuOf(reachable: readonly Reachable[]): TrayItem[] {
  // One connection needs no name; of several each says which.
  const labelled = (verb: string, entry: string) => (reachable.length === 1 ? verb : `${verb} ${entry}`);
  return [
    { label: 'Open', action: { do: 'open' } },
    ...reachable.map(({ entry }, index): TrayItem => ({
      label: labelled('Status', entry),
      action: { do: 'status', entry },
      ...(index === 0 ? { apart: true } : {}),
    })),
    ...reachable.map(({ entry, up }): TrayItem => ({
      label: labelled(up ? 'Disconnect' : 'Cancel', entry),
      action: { do: 'disconnect', entry },
    })),
    { label: 'Log', action: { do: 'log' }, apart: true },
    { label: 'Exit', action: { do: 'exit' }, apart: true },
  ];
}

/** Undefined: there is nothing to show an icon for. */
export function trayPicture({ connections, dials, traffic }: TrayFacts): TrayPicture | undefined {
  const known = topFirst(connections);
  const up = known.filter(isUp);
  // Asked for, and the helper does not know of it yet.
  const asked = dials.filter(
    ({ entry, phase }) => phase === 'dialling' && !known.some((status) => status.entry === entry),
  );
  const lost = dials.filter(({ phase }) => phase === 'failed');
  const menu = menuOf([
    ...asked.map(({ entry }) => ({ entry, up: false })),
    ...known.map((status) => ({ entry: status.entry, up: isUp(status) })),
  ]);
  const [top] = known;
  const click: TrayAction =
    top !== undefined && isUp(top) ? { do: 'status', entry: top.entry } : { do: 'open' };
  const lines = [
    ...asked.map(({ entry }) => `${entry}: connecting`),
    ...known.map((status) => described(status, traffic.get(status.entry)?.at(-1)?.counters)),
  ];
  if (lines.length > 0) {
    const icon = lines.length > up.length ? 'dialling' : litBy(traffic, up);
    return { icon, tooltip: lines.join('\n'), menu, click };
  }
  if (lost.length === 0) return undefined;
  const failures = lost.map(({ entry, error }) => `${entry}: not connected (error ${error?.number ?? 0})`);
  return { icon: 'offline', tooltip: failures.join('\n'), menu, click };
}
