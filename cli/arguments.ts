/** rasdial's command line, by hand: slashes and dashes, colons and equal signs, names in any case. */

export interface Options {
  readonly phonebook?: string;
  readonly credentials?: string;
  readonly passwordStdin: boolean;
  readonly domain?: string;
  readonly phone?: string;
  readonly log?: string;
  readonly capture?: string;
  readonly runtimeDirectory?: string;
  readonly json: boolean;
}

export type Command =
  | {
      readonly type: 'dial';
      readonly entry: string;
      readonly user?: string;
      /** '*' asks for it. */
      readonly password?: string;
    }
  | { readonly type: 'disconnect'; readonly entry?: string }
  | { readonly type: 'status'; readonly entry?: string }
  | { readonly type: 'list' }
  | { readonly type: 'help' }
  | { readonly type: 'version' };

export type Parsed = { readonly command: Command; readonly options: Options } | Refused;

/** What is wrong with the command line. */
interface Refused {
  readonly usage: string;
  /** The error's number where it is not 604. */
  readonly number?: number;
}

export const usageText = `Usage:
  rasdial ENTRY [USER [PASSWORD|*]] [/DOMAIN:name] [/PHONE:number] [/PHONEBOOK:file]
  rasdial [ENTRY] /DISCONNECT
  rasdial                         lists connections

  --status [ENTRY]       everything about the connections, or one of them
  --credentials=FILE     user names and passwords by entry; the file must be yours alone (chmod 600)
  --password-stdin       reads the password from standard input
  --log=FILE             writes the connection log
  --capture=FILE         writes the PPP frames as pcapng
  --json                 one JSON object a line instead of text
  --runtime-dir=DIR      a helper of its own in DIR (root only)
  --help, --version

Slashes and dashes are the same: /DISCONNECT is --disconnect, /PHONEBOOK:file is --phonebook=file.
After -- everything is an entry, a user name or a password, whatever it begins with.
A * for the password asks for it. Calling back (/CALLBACK:number) is not supported yet.`;

const values = {
  domain: 'domain',
  phone: 'phone',
  phonebook: 'phonebook',
  credentials: 'credentials',
  log: 'log',
  capture: 'capture',
  'runtime-dir': 'runtimeDirectory',
} as const;
const flags = ['disconnect', 'status', 'json', 'password-stdin', 'help', '?', 'version'] as const;
type Flag = (typeof flags)[number];

interface Switch {
  readonly name: string;
  readonly value?: string;
}

/** A word that begins like a switch, taken apart; undefined for any other word. */
function asSwitch(word: string): Switch | undefined {
  const found = /^(?:--?|\/)(?<name>[a-zA-Z?][a-zA-Z-]*)(?:[:=](?<value>.*))?$/s.exec(word)?.groups;
  if (found?.name === undefined) return undefined;
  return { name: found.name.toLowerCase(), ...(found.value === undefined ? {} : { value: found.value }) };
}

const isFlag = (name: string): name is Flag => flags.some((flag) => flag === name);
const isValue = (name: string): name is keyof typeof values => Object.hasOwn(values, name);

export function parseArguments(args: readonly string[]): Parsed {
  const words: string[] = [];
  const given = new Set<Flag>();
  const held: Partial<Record<(typeof values)[keyof typeof values], string>> = {};
  let onlyWords = false;
  for (const argument of args) {
    if (onlyWords || !/^[-/]./s.test(argument)) {
      words.push(argument);
      continue;
    }
    if (argument === '--') {
      onlyWords = true;
      continue;
    }
    const found = asSwitch(argument);
    if (found === undefined)
      return { usage: `${argument} is not a switch; put -- before words that begin so` };
    const { name, value } = found;
    if (name === 'callback')
      return { usage: 'calling back is not supported yet: dial without /CALLBACK', number: 704 };
    if (name === 'prefixsuffix') return { usage: 'dialling rules are not supported: give the whole number' };
    if (isFlag(name)) {
      if (value !== undefined) return { usage: `${argument}: this switch takes no value` };
      given.add(name);
    } else if (isValue(name)) {
      if (value === undefined || value === '')
        return { usage: `${argument}: a value is missing, as in --${name}=…` };
      if (held[values[name]] !== undefined) return { usage: `${argument}: this switch is there twice` };
      held[values[name]] = value;
    } else return { usage: `${argument}: there is no such switch` };
  }
  const options: Options = { ...held, json: given.has('json'), passwordStdin: given.has('password-stdin') };
  const command = commandFrom(given, words);
  if ('usage' in command) return command;
  const misplaced = misplacedSwitch(command, options);
  return misplaced === undefined ? { command, options } : { usage: misplaced };
}

function commandFrom(given: ReadonlySet<Flag>, words: readonly string[]): Command | Refused {
  if (given.has('help') || given.has('?')) return { type: 'help' };
  if (given.has('version')) return { type: 'version' };
  const [entry, user, password, ...more] = words;
  if (given.has('disconnect') && given.has('status'))
    return { usage: '/DISCONNECT and /STATUS exclude each other' };
  for (const type of ['disconnect', 'status'] as const) {
    if (!given.has(type)) continue;
    if (user !== undefined)
      return { usage: `${user}: nothing follows the entry with /${type.toUpperCase()}` };
    return entry === undefined ? { type } : { type, entry };
  }
  if (entry === undefined) return { type: 'list' };
  if (more[0] !== undefined)
    return { usage: `${more[0]}: nothing follows the password; put quotes around a name with blanks` };
  return {
    type: 'dial',
    entry,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  };
}

/** A switch that would have no effect is a mistake. */
function misplacedSwitch(command: Command, options: Options): string | undefined {
  if (command.type === 'help' || command.type === 'version') return undefined;
  if (command.type === 'dial')
    return options.passwordStdin && command.password !== undefined
      ? 'the password is given twice: as a word and by --password-stdin'
      : undefined;
  const dialOnly = ['domain', 'phone', 'credentials', 'log', 'capture', 'phonebook'] as const;
  const found =
    dialOnly.find((key) => options[key] !== undefined) ??
    (options.passwordStdin ? 'password-stdin' : undefined);
  // Windows takes /PHONEBOOK with everything; a script may well pass it along.
  if (found === undefined || found === 'phonebook') return undefined;
  return `--${found} has a meaning only when dialling`;
}
