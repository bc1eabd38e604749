/** The connection log: one record a line of dialogue, and the text a record becomes in a file. */
import { legs } from './dial-state.ts';
import { oneLine } from './text.ts';
import { z } from './zod.ts';

export const logLayers = [
  'call',
  'modem',
  'lcp',
  'auth',
  'ccp',
  'ipcp',
  'ipv6cp',
  'ppp',
  'pptp',
  'gre',
  'route',
  'dns',
] as const;

/** Milliseconds since 1970, as far as there are dates. */
export const moment = z.number().min(0).max(8.64e15);

export const logRecord = z.object({
  time: moment,
  entry: z.string(),
  call: z.int(),
  leg: z.enum(legs),
  layer: z.enum(logLayers),
  direction: z.enum(['sent', 'received']).optional(),
  text: z.string(),
  /** The PPP frame the line describes, secrets zeroed: protocol number and base64 of the information field. */
  frame: z.object({ protocol: z.int(), information: z.string() }).optional(),
});
export type LogRecord = z.infer<typeof logRecord>;

const two = (value: number) => String(value).padStart(2, '0');

/** Local time to the millisecond, as modem logs have it. */
export function logTime(time: number): string {
  const at = new Date(time);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${date} ${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

const arrows = { sent: '>', received: '<' } as const;

/** `2026-03-01 12:00:00.123 [Office] pptp   > Start-Control-Connection-Request …` */
export function formatLogRecord(record: Omit<LogRecord, 'call' | 'leg'>): string {
  const arrow = record.direction === undefined ? ' ' : arrows[record.direction];
  return `${logTime(record.time)} [${record.entry}] ${record.layer.padEnd(6)} ${arrow} ${oneLine(record.text)}`;
}
