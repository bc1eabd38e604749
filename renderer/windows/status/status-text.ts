/** What the Status window says about a connection, as rows of words; pure, so that every combination can be tried. */
import type { CounterSnapshot, ConnectionStatus } from '../../../contract/status.ts';

const grouped = new Intl.NumberFormat('en-US');
export const countText = (value: number): string => grouped.format(value);

const two = (value: number): string => String(value).padStart(2, '0');

/** `000:00:12`: hours, minutes, seconds. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = String(Math.floor(seconds / 3600)).padStart(3, '0');
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** "Connected at 33,600 bps", or without the figure where nobody gave one. */
export const speedLine = ({ lineSpeed }: Pick<ConnectionStatus, 'lineSpeed'>): string =>
  lineSpeed === undefined ? 'Connected' : `Connected at ${countText(lineSpeed)} bps`;

const receiveErrors = [
  ['fcsErrors', 'damaged frames (checksum)'],
  ['aborts', 'aborted frames'],
  ['overruns', 'overruns'],
  ['malformed', 'malformed frames'],
] as const;
const sendErrors = [['sendDropped', 'packets dropped before sending']] as const;

/** What a tunnel loses on the way to us is not damage, and is told apart; of what is lost on the way out nobody tells us. */
const tunnelLosses = [
  ['greLost', 'GRE packets given up on'],
  ['mppeClearDropped', 'packets dropped because they were not encrypted'],
  ['mppeLate', 'encrypted packets that came too late'],
  ['mppeFar', 'encrypted packets too far ahead'],
  ['mppeBad', 'encrypted packets that made no sense'],
] as const;

/** What befell packets that are counted already, or that got through. */
const tunnelOddities = [
  ['greLate', 'GRE packets that came all the same, too late'],
  ['greReordered', 'GRE packets put back in order'],
  ['greDuplicate', 'GRE packets that came twice'],
] as const;

/** The sum of all that went wrong, and every kind that did, for those who want to know. */
export interface ErrorCount {
  readonly total: number;
  readonly kinds: string;
}

type Kinds = readonly (readonly [keyof CounterSnapshot, string])[];

/** Empty where there was none of them. */
const told = (counters: CounterSnapshot, kinds: Kinds): string =>
  kinds
    .filter(([key]) => counters[key] > 0)
    .map(([key, what]) => `${countText(counters[key])} ${what}`)
    .join(', ');

const sum = (counters: CounterSnapshot, kinds: Kinds): ErrorCount => ({
  total: kinds.reduce((total, [key]) => total + counters[key], 0),
  kinds: told(counters, kinds) || 'None',
});

export const receiveErrorCount = (counters: CounterSnapshot): ErrorCount => sum(counters, receiveErrors);
export const sendErrorCount = (counters: CounterSnapshot): ErrorCount => sum(counters, sendErrors);

export function tunnelLossCount(counters: CounterSnapshot): ErrorCount {
  const { total, kinds } = sum(counters, tunnelLosses);
  const besides = told(counters, tunnelOddities);
  return { total, kinds: besides === '' ? kinds : `${kinds}, besides: ${besides}` };
}

export interface DetailRow {
  readonly label: string;
  readonly value: string;
}

/** Windows' names for the ways to log on, where it had one. */
const authenticationNames: Readonly<Partial<Record<string, string>>> = {
  PAP: 'Password Authentication Protocol (PAP), in clear text',
  'CHAP MD5': 'Challenge Authentication Protocol (CHAP)',
  'MS-CHAP': 'Microsoft Challenge Authentication Protocol (MS-CHAP)',
  'MS-CHAP v2': 'Microsoft Mutual Challenge Authentication Protocol (MS-CHAP v2)',
  'EAP MD5': 'Extensible Authentication Protocol (EAP), MD5 challenge',
  'EAP MS-CHAP v2': 'Extensible Authentication Protocol (EAP), MS-CHAP v2',
};

type Agreement = NonNullable<ConnectionStatus['agreement']>;

export const encryptionText = (bits: Agreement['encryptionBits']): string =>
  bits === 0 ? 'None' : `MPPE, ${bits}-bit`;

function fieldCompression({ send, receive }: Agreement): string {
  const both = (pfc: boolean, acfc: boolean): string =>
    [pfc ? 'protocol field' : '', acfc ? 'address and control fields' : ''].filter(Boolean).join(', ') ||
    'none';
  const [out, back] = [both(send.pfc, send.acfc), both(receive.pfc, receive.acfc)];
  return out === back ? capital(out) : `Sent: ${out}; received: ${back}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (values: readonly string[]): string => (values.length === 0 ? 'None' : values.join(', '));

const deviceNames = {
  modem: 'Modem',
  'tcp-modem': 'Modem over TCP',
  'null-modem': 'Cable between two computers',
  pptp: 'VPN adapter (PPTP)',
} as const;

/** Everything behind "Details >>", top to bottom. */
export function detailRows(status: ConnectionStatus): readonly DetailRow[] {
  const { agreement } = status;
  const rows: (readonly [string, string | undefined])[] = [
    ['Device', deviceNames[status.kind]],
    ['Server type', 'PPP: Internet, Windows NT Server, Windows 98'],
    ['Authentication', authenticationText(agreement)],
    ['Encryption', agreement && encryptionText(agreement.encryptionBits)],
    // CCP is there for encryption alone: no compressor is offered.
    ['Software compression', 'None'],
    ['Header compression', agreement && fieldCompression(agreement)],
    ['IP address', agreement?.ipv4?.local],
    ['Server IP address', agreement?.ipv4?.remote],
    ['IPv6 interface', agreement?.ipv6?.local],
    ['Server IPv6 interface', agreement?.ipv6?.remote],
    ['DNS servers', listed(status.dns)],
    ['WINS servers', agreement?.ipv4 && listed(agreement.ipv4.nbns)],
    ['Routes', listed(status.routes)],
    ['MTU', status.mtu === undefined ? undefined : `${status.mtu} bytes`],
    ['Interface', status.interfaceName],
    ['Tunnel server', status.server],
    ['Travels inside', status.beneath],
    [
      'Disconnect when idle',
      status.idleLimit === 0 ? 'Never' : `After ${durationText(status.idleLimit * 1000)}`,
    ],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function authenticationText(agreement: Agreement | undefined): string | undefined {
  if (agreement === undefined) return undefined;
  const { authentication } = agreement;
  if (authentication === undefined) return 'None: the server did not ask who is calling';
  return authenticationNames[authentication] ?? authentication;
}

/** What the encryption is worth, or that there is none; for a line to a provider nothing need be said. */
export interface SecurityNote {
  readonly kind: 'warning' | 'note';
  readonly text: string;
}

export function securityNote(status: ConnectionStatus): SecurityNote | undefined {
  const { agreement, leg } = status;
  if (agreement === undefined) return undefined;
  if (agreement.encryptionBits > 0)
    return {
      kind: 'note',
      text:
        'MS-CHAP and MPPE keep casual listeners out, but someone who records this traffic can break them ' +
        'in a day: use HTTPS or SSH inside for anything that matters.',
    };
  if (leg !== 'tunnel') return undefined;
  return {
    kind: 'warning',
    text: 'This tunnel is not encrypted. Everyone on the way can read and change what you send through it.',
  };
}
