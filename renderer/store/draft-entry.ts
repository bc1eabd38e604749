/**
 * An entry while it is being edited. What nobody touched stays as the file has it: a key that is absent stays absent, and
 * a value that was changed and changed back leaves no trace.
 */
import { entry as entrySchema, resolveEntry } from '../../contract/phonebook.ts';
import type { Device, Entry, ResolvedEntry } from '../../contract/phonebook.ts';

/** An entry as it is typed: of the right shape, its values not checked yet. */
export type Draft = Entry;

/** What an entry means, for every key a window shows. */
export type Meaning = Omit<ResolvedEntry, 'idle' | 'useDialingRules' | 'recordLog'> & {
  readonly idle: number;
  readonly useDialingRules: boolean;
  readonly recordLog: boolean;
};

export function meaningOf(draft: Draft): Meaning {
  return {
    ...resolveEntry(draft),
    useDialingRules: draft.useDialingRules ?? false,
    recordLog: draft.recordLog ?? true,
  };
}

/** The same data; the order of keys, and keys that hold nothing, do not count. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [
    new Map<string, unknown>(Object.entries(a)),
    new Map<string, unknown>(Object.entries(b)),
  ];
  return [...new Set([...left.keys(), ...right.keys()])].every((key) => same(left.get(key), right.get(key)));
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** All of it but one key. */
export function without<T extends object, K extends keyof T>(value: T, key: K): Without<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Without<T, K>;
}

/** Drops keys that hold nothing. */
const filled = (draft: Draft): Draft =>
  Object.fromEntries(
    Object.entries<unknown>({ ...draft }).filter(([, value]) => value !== undefined),
  ) as Draft;

/** How the file writes what a window shows in another form. */
const written = {
  idle: (total: number): Entry['idle'] => {
    const [minutes, seconds] = [Math.floor(total / 60), total % 60];
    if (total === 0) return undefined;
    return { ...(minutes > 0 && { minutes }), ...(seconds > 0 && { seconds }) };
  },
};

/** Where the entry is silent about these, the settings or the location decide: to say nothing is a choice of its own. */
const leftToOthers: ReadonlySet<string> = new Set<keyof Entry>(['redial', 'dialling']);

/**
 * The draft with one key saying `value`; undefined takes the key away. Where that is what `original` means by its own words,
 * these words come back.
 */
export function edited<K extends keyof Meaning>(
  original: Draft,
  draft: Draft,
  key: K,
  value: Meaning[K] | undefined,
): Draft {
  const base = { ...original, device: draft.device };
  const silent = value === undefined || (leftToOthers.has(key) && original[key] === undefined);
  const restores = same(value, silent ? original[key] : meaningOf(base)[key]);
  if (restores) return filled({ ...draft, [key]: original[key] });
  return filled({ ...draft, [key]: key === 'idle' ? written.idle(Number(value ?? 0)) : value });
}

/** An empty box is a key that is not there. */
export const typed = (text: string): string | undefined => (text === '' ? undefined : text);

/** Whether the modem's number, and not a server or a cable, is what is called. */
export const dialsNumber = ({ device }: Pick<Draft, 'device'>): boolean =>
  device.kind === 'modem' || device.kind === 'tcp-modem';

const lineKeys = [
  'phone',
  'useDialingRules',
  'areaCode',
  'countryCode',
  'dialling',
  'carrierTimeout',
  'speaker',
] as const satisfies readonly (keyof Entry)[];

/** As it is saved: without what has lost its meaning because another kind of device was chosen. */
export function finished(original: Draft | undefined, draft: Draft): Draft {
  if (original?.device.kind === draft.device.kind) return draft;
  const lost: readonly (keyof Entry)[] = [
    ...(dialsNumber(draft) ? [] : lineKeys),
    ...(draft.device.kind === 'pptp' ? (['terminal', 'script'] as const) : (['host'] as const)),
  ];
  return filled({ ...draft, ...Object.fromEntries(lost.map((key) => [key, undefined])) });
}

/** "Require data encryption" knows no degrees: switched on again, it is as strong as it was. */
export function withEncryptionRequired(original: Draft, draft: Draft, required: boolean): Draft {
  const before = meaningOf(original).encryption;
  const demands = before === 'require' || before === 'maximum';
  if (required) return edited(original, draft, 'encryption', demands ? before : 'require');
  return edited(original, draft, 'encryption', demands ? 'optional' : before);
}

export type AuthMethod = Meaning['auth'][number];
/** The order in which they are preferred. */
export const authMethods = [
  'mschap-v2',
  'eap',
  'mschap',
  'chap',
  'pap',
] as const satisfies readonly AuthMethod[];

/** Allows or forbids a way of logging on; the last one stays. */
export function withAuthMethod(original: Draft, draft: Draft, method: AuthMethod, allowed: boolean): Draft {
  const { auth } = meaningOf(draft);
  if (auth.includes(method) === allowed) return draft;
  const next = allowed ? [...auth, method] : auth.filter((each) => each !== method);
  if (next.length === 0) return draft;
  const before = meaningOf(original).auth;
  // The same choice as before is written as before, in the order it had.
  if (before.length === next.length && before.every((each) => next.includes(each)))
    return edited(original, draft, 'auth', before);
  return edited(
    original,
    draft,
    'auth',
    authMethods.filter((each) => next.includes(each)),
  );
}

/** Settings of the port that outlive a change of the port: they were made for the connection. */
export function withDevice(draft: Draft, device: Device): Draft {
  const { device: before } = draft;
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries<unknown>(before))
    if (key in deviceKeys[device.kind]) kept[key] = value;
  return { ...draft, device: { ...kept, ...device } };
}

/** Which of the settings of a port each kind of device knows. */
const deviceKeys: Readonly<
  Record<Device['kind'], Readonly<Partial<Record<'speed' | 'flow' | 'init', true>>>>
> = {
  modem: { speed: true, flow: true, init: true },
  'tcp-modem': { init: true },
  'null-modem': { speed: true, flow: true },
  pptp: {},
};

/** What keeps the draft from being saved: by key ("device.host"), the words that follow the field's name. */
export type Problems = Readonly<Record<string, string>>;

type Issue = NonNullable<ReturnType<typeof entrySchema.safeParse>['error']>['issues'][number];

function wordsOf(issue: Issue): string {
  const isText = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_small' && isText) return 'is missing';
  if (issue.code === 'too_big' && isText) return 'is too long';
  if (issue.code !== 'invalid_union') return issue.message;
  // Of several forms, what the one says that has something to say.
  const said = issue.errors.flat().find(({ code }) => code !== 'invalid_type');
  return said === undefined ? 'is missing' : wordsOf(said);
}

export function problemsOf(draft: Draft, otherNames: readonly string[] = []): Problems {
  const problems: Record<string, string> = {};
  const checked = entrySchema.safeParse(draft);
  for (const issue of checked.success ? [] : checked.error.issues)
    problems[issue.path.join('.')] ??= wordsOf(issue);
  if (otherNames.includes(draft.name)) problems.name = 'is the name of another connection';
  return problems;
}

/** The words for beside a field, as a sentence; a problem of a part of it is one of it. */
export function problemAt(problems: Problems, key: string, field: string): string | undefined {
  const found = Object.entries(problems).find(([path]) => path === key || path.startsWith(`${key}.`));
  return found === undefined ? undefined : `${field} ${found[1]}.`;
}
