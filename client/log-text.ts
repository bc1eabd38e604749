/** A log as text: in our own manner, or in that of Windows' modem log and PPP log. */
import type { logStyles } from '../contract/app.ts';
import type { LogFilter } from '../contract/log-filter.ts';
import { passes } from '../contract/log-filter.ts';
import type { LogRecord } from '../contract/log.ts';
import { formatLogRecord } from '../contract/log.ts';
import { oneLine } from '../contract/text.ts';

export type LogStyle = (typeof logStyles)[number];

const two = (value: number) => String(value).padStart(2, '0');

/** `03-27-1998 14:26:38.14`, local time. */
function windowsTime(time: number): string {
  const at = new Date(time);
  const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}-${at.getFullYear()}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${date} ${clock}.${two(Math.floor(at.getMilliseconds() / 10))}`;
}

const stamped = (time: number, text: string) => `${windowsTime(time)} - ${oneLine(text)}`;

/** Whatever wrote the record has hidden the number already; a modem log without digits is worth a second lock. */
const hideNumber = (text: string) =>
  text.replace(
    /^(AT.*?D[TP]?)([0-9A-D*#,.\-() W@!$]+)/i,
    (_all, command: string, number: string) => command + number.replace(/[0-9]/g, '#'),
  );

/** What a modem's answer means, in the words of the log; anything else informs. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/^OK$/i, 'Ok'],
  [/^CONNECT\b/i, 'Connect'],
  [/^BUSY$/i, 'Busy'],
  [/^NO CARRIER$/i, 'No Carrier'],
  [/^NO ANSWER$/i, 'No Answer'],
  [/^NO DIAL ?TONE$/i, 'No Dialtone'],
  [/^RING\b/i, 'Ring'],
  [/^ERROR$/i, 'Error'],
];

const interpreted = (text: string): string =>
  answers.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? 'Informative';

/** What CONNECT says of the line beyond its speed. */
function connectLines(text: string): string[] {
  const speed = /^CONNECT\s+(\d+)/i.exec(text.trim())?.[1];
  const controlled = /\b(ARQ|LAPM|MNP|V\.?42)/i.test(text);
  const compressed = /\b(V\.?42 ?BIS|V42B|V\.?44|MNP ?5|COMP)/i.test(text);
  return [
    ...(speed === undefined ? [] : [`Connection established at ${speed}bps.`]),
    controlled ? 'Error-control on.' : 'Error-control off or unknown.',
    compressed ? 'Data compression on.' : 'Data compression off or unknown.',
  ];
}

function modemLines({ time, layer, direction, text }: LogRecord): string[] {
  if (layer !== 'modem') return [];
  if (direction === undefined) return [stamped(time, text)];
  if (direction === 'sent') {
    const end = /^AT/i.test(text) ? '<cr>' : '';
    return [stamped(time, `Send: ${hideNumber(text)}${end}`)];
  }
  const meaning = interpreted(text);
  return [
    `Recv: <cr><lf>${hideNumber(text)}<cr><lf>`,
    `Interpreted response: ${meaning}`,
    ...(meaning === 'Connect' ? connectLines(text) : []),
  ].map((line) => stamped(time, line));
}

const pppLayers = new Set<LogRecord['layer']>(['ppp', 'lcp', 'auth', 'ccp', 'ipcp', 'ipv6cp']);
const bytesALine = 16;

function pppLines({ time, layer, direction, text, frame }: LogRecord): string[] {
  if (!pppLayers.has(layer)) return [];
  const said = stamped(time, `${layer.toUpperCase()} : ${text}`);
  if (frame === undefined || direction === undefined) return [said];
  const bytes = Buffer.concat([
    Buffer.from([frame.protocol >> 8, frame.protocol & 0xff]),
    Buffer.from(frame.information, 'base64'),
  ]);
  const verb = direction === 'sent' ? 'Sent' : 'Received';
  return [
    stamped(time, `PPP : ${verb} a control packet of ${bytes.length} bytes:`),
    ...dump(bytes, ' '.repeat(windowsTime(time).length + 3)),
    said,
  ];
}

/** `Data 0000: c0 21 01 01 00 17 02 06 | …`, eight and eight. */
function dump(bytes: Buffer, indent: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesALine) {
    const pairs = [...bytes.subarray(at, at + bytesALine)].map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [pairs.slice(0, bytesALine / 2), pairs.slice(bytesALine / 2)];
    const shown = halves.flatMap((half) => (half.length === 0 ? [] : [half.join(' ')])).join(' | ');
    lines.push(`${indent}Data ${at.toString(16).padStart(4, '0')}: ${shown}`);
  }
  return lines;
}

const nothing: readonly string[] = [];
const styles: Readonly<
  Record<
    LogStyle,
    {
      /** A record's lines; none where the manner has no place for it. */
      readonly lines: (record: LogRecord) => readonly string[];
      readonly before: (first: LogRecord) => readonly string[];
      readonly after: (last: LogRecord) => readonly string[];
    }
  >
> = {
  plain: { lines: (record) => [formatLogRecord(record)], before: () => nothing, after: () => nothing },
  modemlog: {
    lines: modemLines,
    before: ({ time, entry }) => [stamped(time, `Modem of "${entry}" in use.`)],
    after: ({ time, entry }) => [stamped(time, `End of the log of "${entry}".`)],
  },
  ppplog: {
    lines: pppLines,
    before: ({ time, entry }) => [stamped(time, `PPP log of "${entry}" opened.`)],
    after: ({ time, entry }) => [stamped(time, `PPP log of "${entry}" closed.`)],
  },
};

/** The text line by line, each with its end. The times in the last two manners are of hundredths of a second. */
export async function* logText(
  records: AsyncIterable<LogRecord> | Iterable<LogRecord>,
  style: LogStyle,
  filter: LogFilter,
): AsyncGenerator<string, void, void> {
  const { before, lines, after } = styles[style];
  let last: LogRecord | undefined;
  for await (const record of records) {
    if (!passes(filter, record)) continue;
    const own = lines(record);
    if (own.length === 0) continue;
    if (last === undefined) yield* ended(before(record));
    last = record;
    yield* ended(own);
  }
  if (last !== undefined) yield* ended(after(last));
}

const ended = (lines: readonly string[]): string[] => lines.map((line) => `${line}\n`);
