/** Strings as every boundary accepts them: bounded, and free of control characters. */
import { z } from './zod.ts';

/** C0, DEL, C1, line and paragraph separators: nothing that can break a line, an AT command or a terminal. */
// eslint-disable-next-line no-control-regex -- naming them is the point
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Those, and the marks that turn a terminal's text around (Unicode's bidirectional controls). */
const misleading = new RegExp(
  `[${controlCharacters.source.slice(1, -1)}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]`,
  'gu',
);

/** Text that others had a part in, fit for one line of a log or a terminal: what could break out of it is escaped. */
export const oneLine = (text: string): string =>
  text.replace(misleading, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line of text, up to `maximum` UTF-16 units. */
export const line = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !controlCharacters.test(value), { error: 'holds a control character' });

/** As `line`, but not empty and without blanks around it. */
export const label = (maximum: number) =>
  line(maximum)
    .min(1)
    .refine((value) => value === value.trim(), { error: 'begins or ends with a blank' });

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

/** Dotted IPv4 address. */
export const ipv4 = z
  .string()
  .regex(new RegExp(`^${octet}(?:\\.${octet}){3}$`), { error: 'is not an IPv4 address' });

/** True when no bit is set beyond the prefix: the kernel refuses a route to anything else. */
function isNetwork(text: string): boolean {
  const [address = '', prefix = '32'] = text.split('/');
  const bits = address.split('.').reduce((sum, each) => sum * 256 + Number(each), 0);
  return bits % 2 ** (32 - Number(prefix)) === 0;
}

/** IPv4 network as address/prefix; a bare address is a host. */
export const ipv4Network = z
  .string()
  .regex(new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?\\d))?$`), {
    error: 'is not an IPv4 network such as 10.0.0.0/8',
    abort: true,
  })
  .refine(isNetwork, { error: 'has bits set beyond its prefix' });

/** A DNS name or an IPv4 address. */
export const host = z
  .string()
  .min(1)
  .max(253)
  .regex(
    /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$/,
    {
      error: 'is not a host name or an IPv4 address',
    },
  );

export const tcpPort = z.int().min(1).max(65535);

/** Several lines of text: tabs and line ends, but no other control characters. */
export const lines = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !/[^\t\n\r\P{Cc}]/u.test(value), { error: 'holds a control character' });
