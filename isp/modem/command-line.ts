/** One AT command line, taken apart: `E0V1&F S0=0 DT555-0100` becomes a list of commands, or the place it makes no sense. */

export type Command =
  /** A basic command: a letter, or `&` and a letter, with its number (0 when none was typed). */
  | { readonly type: 'basic'; readonly name: string; readonly value: number }
  | { readonly type: 'set-register'; readonly register: number; readonly value: number }
  | { readonly type: 'read-register'; readonly register: number }
  /** A `+` command; `value` as typed after `=`, undefined for a question. */
  | { readonly type: 'extended'; readonly name: string; readonly value?: string }
  /** Everything after D belongs to the dial string. */
  | { readonly type: 'dial'; readonly dialString: string };

export type ParsedLine = { readonly commands: readonly Command[] } | { readonly malformed: string };

const basicNames = /^(?:&|\\|%|\*|-|\))?[A-Z]/;

/** `text` is what stood between AT and the carriage return. Blanks mean nothing outside the dial string. */
export function parseCommandLine(text: string): ParsedLine {
  const commands: Command[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    if (/^D/i.test(rest)) {
      commands.push({ type: 'dial', dialString: rest.slice(1) });
      break;
    }
    const one = parseOne(rest.replace(/^[a-z]|^[&\\%*)-][a-z]/, (name) => name.toUpperCase()));
    if ('malformed' in one) return one;
    commands.push(one.command);
    rest = one.rest.trimStart();
  }
  return { commands };
}

type One = { readonly command: Command; readonly rest: string } | { readonly malformed: string };

function parseOne(text: string): One {
  if (text.startsWith('+')) return parseExtended(text);
  if (text.startsWith('S')) return parseRegister(text);
  const name = basicNames.exec(text)?.[0];
  if (name === undefined) return { malformed: `no command begins with ${JSON.stringify(text[0])}` };
  const digits = /^ *(\d{0,3})/.exec(text.slice(name.length));
  return {
    command: { type: 'basic', name, value: Number(digits?.[1] ?? 0) },
    rest: text.slice(name.length + (digits?.[0].length ?? 0)),
  };
}

function parseRegister(text: string): One {
  const match = /^S(\d{1,3}) *(?:= *(\d{0,3})|(\?))/.exec(text);
  if (match === null) return { malformed: 'S wants a register and = or ?' };
  const [all, number, value, question] = match;
  const register = Number(number);
  if (register > 255 || Number(value ?? 0) > 255)
    return { malformed: 'S-registers and their values end at 255' };
  const rest = text.slice(all.length);
  if (question !== undefined) return { command: { type: 'read-register', register }, rest };
  return { command: { type: 'set-register', register, value: Number(value ?? 0) }, rest };
}

/** ITU-T V.250 §5.4: a name, `=` and a value or `?`, up to a semicolon or the end. */
function parseExtended(text: string): One {
  const end = text.indexOf(';');
  const body = end < 0 ? text : text.slice(0, end);
  const match = /^\+([A-Za-z0-9!%./:_-]+) *(?:=([^?]*)|\?|=\?)? *$/.exec(body);
  if (match?.[1] === undefined) return { malformed: 'an extended command wants a name' };
  const command: Command = {
    type: 'extended',
    name: match[1].toUpperCase(),
    ...(match[2] === undefined ? {} : { value: match[2].trim() }),
  };
  return { command, rest: end < 0 ? '' : text.slice(end + 1) };
}

export interface DialString {
  /** What is sent down the line: digits, `*` and `#`, or a quoted name as it stands. */
  readonly number: string;
  /** Commas before or between the digits. */
  readonly pauses: number;
  /** `;` at the end: back to command state without waiting for a carrier. */
  readonly stayInCommandState: boolean;
  /** `L`: the number dialled before. */
  readonly again: boolean;
}

/** Hayes dial modifiers: T and P choose the dialling, W @ ! R ask the line for what this exchange always gives. */
export function parseDialString(text: string): DialString | { readonly malformed: string } {
  const quoted = /^ *[TP]? *"([^"]*)" *(;?) *$/i.exec(text);
  if (quoted) {
    return { number: quoted[1] ?? '', pauses: 0, stayInCommandState: quoted[2] === ';', again: false };
  }
  const stray = /[^0-9A-D*#,;TPW@!RL ().+/-]/i.exec(text);
  if (stray) return { malformed: `${JSON.stringify(stray[0])} cannot be dialled` };
  const semicolon = text.indexOf(';');
  if (semicolon >= 0 && text.slice(semicolon + 1).trim() !== '') return { malformed: '; ends a dial string' };
  return {
    number: text.replace(/[^0-9A-D*#]/gi, ''),
    pauses: text.split(',').length - 1,
    stayInCommandState: semicolon >= 0,
    again: /^ *L/i.test(text),
  };
}
