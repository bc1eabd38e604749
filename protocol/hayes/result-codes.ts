/** What a modem's answer means, read from its text and never from a number: numeric codes differ between makers. */

export type ResultKind =
  | 'ok'
  | 'error'
  | 'connect'
  | 'ring'
  /** The other end's telephone is ringing. */
  | 'ringing'
  | 'no-carrier'
  | 'no-dial-tone'
  | 'no-answer'
  | 'busy'
  | 'voice'
  | 'fax'
  /** The modem itself will not dial this number now, or ever, after too many failures. */
  | 'delayed'
  | 'blacklisted'
  /** Comes before CONNECT or with RING: what was negotiated, who calls. */
  | 'information'
  /** The modem answers in numbers (V0). */
  | 'numeric'
  | 'unknown';

export interface Result {
  readonly kind: ResultKind;
  /** The line as the modem said it. */
  readonly text: string;
  /** The number after CONNECT: of the line, or of the port, as the modem pleases. */
  readonly speed?: number;
}

const meanings: readonly (readonly [RegExp, ResultKind])[] = [
  [/^OK$/, 'ok'],
  [/^(?:\+CM[ES] )?ERROR\b/, 'error'],
  // "CONNECT", "CONNECT 33600", "CONNECT 49333/ARQ/V90/LAPM/V42BIS", "CONNECT/ARQ"; not "CONNECTING".
  [/^CONNECT(?![A-Z])/, 'connect'],
  [/^(?:RRING|RINGING)\b/, 'ringing'],
  [/^RING\b/, 'ring'],
  [/^NO CARRIER\b/, 'no-carrier'],
  // An extension telephone that is off the hook takes the dial tone away.
  [/^(?:NO DIAL ?TONE|LINE IN[- ]USE)\b/, 'no-dial-tone'],
  [/^NO ANSWER\b/, 'no-answer'],
  [/^BUSY\b/, 'busy'],
  [/^VOICE\b/, 'voice'],
  [/^(?:FAX|FCLASS|\+FCO|\+FCON)\b/, 'fax'],
  [/^DELAYED\b/, 'delayed'],
  [/^BLACK ?LISTED\b/, 'blacklisted'],
  [/^(?:CARRIER|PROTOCOL|COMPRESSION|AUTOSTREAM|MODULATION)\b/, 'information'],
  [/^\+(?:MCR|MRR|ER|DR|ILRR|ETBM|A8[A-Z])\b/, 'information'],
  [/^(?:DATE|TIME|NMBR|NAME|MESG|DDN_NMBR)\b ?=/, 'information'],
  [/^\d{1,3}$/, 'numeric'],
];

export function interpret(line: string): Result {
  const text = line.trim();
  const normal = text.toUpperCase().replace(/\s+/g, ' ');
  const kind = meanings.find(([pattern]) => pattern.test(normal))?.[1] ?? 'unknown';
  if (kind !== 'connect') return { kind, text };
  const digits = /^CONNECT[ /]?(\d{2,9})(?!\d)/.exec(normal)?.[1];
  return digits === undefined ? { kind, text } : { kind, text, speed: Number(digits) };
}

/** Whether the modem has finished with the command: everything else is said on the way. */
export function isFinal(kind: ResultKind): boolean {
  return kind !== 'information' && kind !== 'ring' && kind !== 'ringing' && kind !== 'unknown';
}
