/** What the tray shows, as a pure function of what is connected, dialled and lost, and of the traffic of the last second. */
import type { DialProgress } from '../../contract/app.ts';
import type { DialState } from '../../contract/dial-state.ts';
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

type Way = 'connecting' | 'connected' | 'disconnecting';

/** Hung up, and listed until the line and what it had of the machine are given back. */
const wayOf = (state: DialState | undefined): Way => {
  if (state === 'connected') return 'connected';
  return state === 'disconnecting' || state === 'disconnected' ? 'disconnecting' : 'connecting';
};
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

function iconOf(
  reachable: readonly Reachable[],
  traffic: TrayFacts['traffic'],
  up: readonly ConnectionStatus[],
): TrayIcon {
  if (reachable.some(({ way }) => way === 'connecting')) return 'dialling';
  return up.length > 0 ? litBy(traffic, up) : 'offline';
}

const grouped = new Intl.NumberFormat('en-US');

function described(status: ConnectionStatus, counters: CounterSnapshot | undefined): string {
  const { entry, lineSpeed, state } = status;
  const way = wayOf(state);
  if (way !== 'connected') return `${entry}: ${way}`;
  const speed = lineSpeed === undefined ? '' : ` at ${grouped.format(lineSpeed)} bps`;
  const bytes =
    counters === undefined
      ? ''
      : `\n${grouped.format(counters.bytesReceived)} bytes received, ${grouped.format(counters.bytesSent)} bytes sent`;
  return `${entry}: connected${speed}${bytes}`;
}

interface Reachable {
  readonly entry: string;
  readonly way: Way;
}

/** What is coming down has been hung up already. */
const ways = { connecting: 'Cancel', connected: 'Disconnect', disconnecting: undefined } as const;

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
    ...reachable.flatMap(({ entry, way }): TrayItem[] => {
      const verb = ways[way];
      return verb === undefined
        ? []
        : [{ label: labelled(verb, entry), action: { do: 'disconnect', entry } }];
    }),
    { label: 'Log', action: { do: 'log' }, apart: true },
    { label: 'Exit', action: { do: 'exit' }, apart: true },
  ];
}

/** Undefined: there is nothing to show an icon for. */
export function trayPicture({ connections, dials, traffic }: TrayFacts): TrayPicture | undefined {
  const known = topFirst(connections);
  const up = known.filter(isUp);
  // Asked for, and the helper does not know of it yet; or not any more, while what was dialled for it comes down.
  const asked = dials
    .filter(({ entry, phase }) => phase === 'dialling' && !known.some((status) => status.entry === entry))
    .map(({ entry, states }) => ({
      entry,
      way: wayOf(states.findLast((each) => each.entry === entry)?.state),
    }));
  const lost = dials.filter(({ phase }) => phase === 'failed');
  const reachable = [...asked, ...known.map(({ entry, state }) => ({ entry, way: wayOf(state) }))];
  const menu = menuOf(reachable);
  const [top] = known;
  const click: TrayAction =
    top !== undefined && isUp(top) ? { do: 'status', entry: top.entry } : { do: 'open' };
  const lines = [
    ...asked.map(({ entry, way }) => `${entry}: ${way}`),
    ...known.map((status) => described(status, traffic.get(status.entry)?.at(-1)?.counters)),
  ];
  if (lines.length > 0) {
    return { icon: iconOf(reachable, traffic, up), tooltip: lines.join('\n'), menu, click };
  }
  if (lost.length === 0) return undefined;
  const failures = lost.map(({ entry, error }) => `${entry}: not connected (error ${error?.number ?? 0})`);
  return { icon: 'offline', tooltip: failures.join('\n'), menu, click };
}
