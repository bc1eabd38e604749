/** What the folder shows of the state: one item an entry, in the order asked for, with what is going on with it. */
import type { AppState } from '../../../contract/app.ts';
import type { DialState } from '../../../contract/dial-state.ts';
import type { Device, Entry } from '../../../contract/phonebook.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { ListColumn, ListItem } from '../../controls/index.ts';
import { connectionOf, dialOf } from '../../store/selectors.ts';

type Folder = Settings['folder'];
export type Arrange = Folder['arrange'];

/** No entry's key: names are not empty. */
export const newConnection = '';

export const columns: readonly ListColumn[] = [
  { id: 'name', title: 'Name', width: 170, sortable: true },
  { id: 'number', title: 'Phone Number', width: 130, sortable: true },
  { id: 'device', title: 'Device Name', width: 130, sortable: true },
  { id: 'status', title: 'Status', width: 110, sortable: true },
];

/** In a word or two: there is little room beneath an icon. */
const shortStates: Readonly<Record<DialState, string>> = {
  openPort: 'Initializing...',
  portOpened: 'Initializing...',
  connectDevice: 'Dialing...',
  deviceConnected: 'Answered...',
  allDevicesConnected: 'Negotiating...',
  interactive: 'In terminal',
  authenticate: 'Verifying...',
  authNotify: 'Verified...',
  retryAuthentication: 'Not accepted',
  passwordExpired: 'Password expired',
  authProject: 'Logging on...',
  projected: 'Logging on...',
  connected: 'Connected',
  waitForRedial: 'Waiting to redial',
  disconnecting: 'Disconnecting...',
  // Still listed: routes and name servers are being given back.
  disconnected: 'Disconnecting...',
};

export function deviceWords(device: Device): string {
  switch (device.kind) {
    case 'modem':
      return `Modem on ${device.port.slice(device.port.lastIndexOf('/') + 1)}`;
    case 'tcp-modem':
      return `Modem at ${device.host}:${device.port}`;
    case 'null-modem':
      return 'Direct cable';
    case 'pptp':
      return 'VPN Adapter';
  }
}

export const numberWords = (entry: Entry): string =>
  entry.device.kind === 'pptp' ? (entry.host ?? '') : (entry.phone ?? '');

export interface EntryStatus {
  readonly connected: boolean;
  /** Something of it is going on: it is up, being dialled, or coming down. */
  readonly active: boolean;
  /** Empty when there is nothing to say. */
  readonly words: string;
}

type Live = Pick<AppState, 'connections' | 'dials'>;

export function entryStatus(state: Live, name: string): EntryStatus {
  const connection = connectionOf(name)(state);
  if (connection !== undefined) {
    const { state: at, kind } = connection;
    const words =
      at === 'connectDevice' && kind !== 'modem' && kind !== 'tcp-modem' ? 'Connecting...' : shortStates[at];
    return { connected: at === 'connected', active: true, words };
  }
  const dial = dialOf(name)(state);
  if (dial?.phase === 'dialling') {
    const beneath = dial.chain.find((leg) => leg !== name && connectionOf(leg)(state)?.state !== 'connected');
    return {
      connected: false,
      active: true,
      words: beneath === undefined ? 'Starting...' : `Waits for ${beneath}`,
    };
  }
  const failed = dial?.phase === 'failed' ? dial.error : undefined;
  return { connected: false, active: false, words: failed === undefined ? '' : `Error ${failed.number}` };
}

const alike = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

interface Row {
  readonly name: string;
  readonly number: string;
  readonly device: string;
  readonly status: string;
  readonly item: ListItem;
}

/** By the word asked for, then by name; what has nothing in that column comes last, whichever way round. */
function arranged(rows: readonly Row[], arrange: Arrange, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const empty = Number(a[arrange] === '') - Number(b[arrange] === '');
    return empty || sign * alike.compare(a[arrange], b[arrange]) || alike.compare(a.name, b.name);
  });
}

function rowOf(entry: Entry, state: Live): Row {
  const status = entryStatus(state, entry.name);
  const kind = entry.device.kind === 'pptp' ? 'connection-tunnel' : 'connection-modem';
  const number = numberWords(entry);
  const device = deviceWords(entry.device);
  return {
    name: entry.name,
    number,
    device,
    status: status.words,
    item: {
      key: entry.name,
      label: entry.name,
      icon: status.connected ? `${kind}-connected` : kind,
      note: status.words === '' ? undefined : status.words,
      cells: { number, device, status: status.words },
    },
  };
}

/** After a click on the heading of a column: that of the one it is arranged by turns it round. */
export const sortedBy = (
  { arrange, descending }: Pick<Folder, 'arrange' | 'descending'>,
  column: Arrange,
): Pick<Folder, 'arrange' | 'descending'> => ({
  arrange: column,
  descending: column === arrange && !descending,
});

export function folderItems(
  state: Live & Pick<AppState, 'phonebook'>,
  { arrange, descending }: Pick<Folder, 'arrange' | 'descending'>,
): readonly ListItem[] {
  const rows = state.phonebook.entries.map(({ entry }) => rowOf(entry, state));
  return [
    { key: newConnection, label: 'Make New Connection', icon: 'new-connection', cells: {} },
    ...arranged(rows, arrange, descending).map(({ item }) => item),
  ];
}

/** "4 objects", and what is to be said of the selected one. */
export function statusFields(
  items: readonly ListItem[],
  selected: string | undefined,
): readonly [string, string] {
  const count = `${items.length} ${items.length === 1 ? 'object' : 'objects'}`;
  const item = items.find(({ key }) => key === selected);
  if (item === undefined) return [count, ''];
  if (item.key === newConnection) return ['1 object selected', ''];
  return ['1 object selected', `${item.label}: ${item.note ?? 'Not connected'}`];
}

/** Why a name will not do; undefined: it will. */
export function nameProblem(entries: AppState['phonebook']['entries'], wanted: string): string | undefined {
  if (wanted === '') return 'A connection must have a name.';
  if (entries.some(({ entry }) => entry.name === wanted))
    return `There is a connection called "${wanted}" already.`;
  return undefined;
}

/** Those that dial this one first. */
export const dependents = (entries: AppState['phonebook']['entries'], name: string): readonly string[] =>
  entries.flatMap(({ entry }) => (entry.dialFirst === name ? [entry.name] : []));
