/** What the windows of a call read out of the state: its legs, how far each has come, and which picture that makes. */
import type { AppState, DialProgress, Environment } from '../../contract/app.ts';
import type { DialError } from '../../contract/dial-error.ts';
import { interactiveDetail } from '../../contract/dial-state.ts';
import type { DialState, Leg } from '../../contract/dial-state.ts';
import type { Device } from '../../contract/phonebook.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { chainOf, connectionOf, dialOf, entryView } from './selectors.ts';

/** The slices a call is told by. */
export type CallSlices = Pick<AppState, 'phonebook' | 'connections' | 'dials'>;

/** The entry with all that is dialled before it, bottom up, by name; one that the phonebook has lost stands alone. */
export function chainNames({ phonebook }: Pick<AppState, 'phonebook'>, name: string): readonly string[] {
  const chain = chainOf(phonebook.entries, name);
  return chain.length === 0 ? [name] : chain.map((entry) => entry.name);
}

/** A script has the line, and nobody need answer. */
const isScript = ({ state, detail }: Pick<LegView, 'state' | 'detail'>): boolean =>
  state === 'interactive' && detail === interactiveDetail.script;

/** The states in which nothing is under way: up, waiting for the clock or for the user, or over. */
const restingStates: ReadonlySet<DialState> = new Set([
  'interactive',
  'retryAuthentication',
  'passwordExpired',
  'connected',
  'waitForRedial',
  'disconnected',
]);

/** Something is happening on the line right now. */
export const isAtWork = (leg: Pick<LegView, 'state' | 'detail'>): boolean =>
  leg.state !== undefined && (!restingStates.has(leg.state) || isScript(leg));

/** Hung up; the line and what it had of the machine are being given back. */
export const isOver = (state: DialState): boolean => state === 'disconnecting' || state === 'disconnected';

/** One entry of a chain, as the helper last told of it. */
export interface LegView {
  readonly entry: string;
  readonly kind: Device['kind'];
  /** Whether modem errors or tunnel errors are to be expected of it. */
  readonly leg: Leg;
  /** Absent: its turn has not come. */
  readonly state?: DialState;
  readonly detail?: string;
  /** When that state began, in milliseconds since 1970. */
  readonly since?: number;
  /** It waits for this entry to be connected. */
  readonly waitsFor?: string;
  readonly host?: string;
  readonly lineSpeed?: number;
  readonly redial?: NonNullable<ConnectionStatus['redial']>;
}

const kindOfLeg = (leg: Leg | undefined): Device['kind'] => (leg === 'tunnel' ? 'pptp' : 'modem');

function legView(state: CallSlices, dial: DialProgress | undefined, name: string, beneath?: string): LegView {
  const connection = connectionOf(name)(state);
  const entry = entryView(name)(state)?.entry;
  const told = dial?.states.findLast((each) => each.entry === name);
  const kind = entry?.device.kind ?? connection?.kind ?? kindOfLeg(told?.leg);
  const common = {
    entry: name,
    kind,
    leg: connection?.leg ?? told?.leg ?? (kind === 'pptp' ? ('tunnel' as const) : ('isp' as const)),
    ...(entry?.host === undefined ? {} : { host: entry.host }),
  };
  const lower = beneath === undefined ? undefined : connectionOf(beneath)(state);
  // The helper opens the upper leg's account at once; its own first state comes when the leg beneath is up.
  if (
    beneath !== undefined &&
    lower?.state !== 'connected' &&
    (connection ?? told) !== undefined &&
    (connection?.state ?? told?.state) === 'openPort'
  )
    return { ...common, waitsFor: beneath };
  if (connection !== undefined)
    return {
      ...common,
      state: connection.state,
      since: connection.since,
      ...(connection.detail === undefined ? {} : { detail: connection.detail }),
      ...(connection.lineSpeed === undefined ? {} : { lineSpeed: connection.lineSpeed }),
      ...(connection.redial === undefined ? {} : { redial: connection.redial }),
    };
  if (told !== undefined)
    return {
      ...common,
      state: told.state,
      since: told.time,
      ...(told.detail === undefined ? {} : { detail: told.detail }),
    };
  return beneath !== undefined && lower?.state !== 'connected' ? { ...common, waitsFor: beneath } : common;
}

/** Every leg of the call that `name` is, bottom up. */
export function legViews(state: CallSlices, name: string): readonly LegView[] {
  const dial = dialOf(name)(state);
  const chain = dial?.chain ?? chainNames(state, name);
  return chain.map((entry, index) => legView(state, dial, entry, chain[index - 1]));
}

/** What the Connecting window shows. */
export type Scene =
  /** Neither a call nor an attempt. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dialling' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: DialError };

export function sceneOf(state: CallSlices, name: string): Scene {
  const connection = connectionOf(name)(state);
  const dial = dialOf(name)(state);
  // A line that is up, or on its way there, counts for more than how an earlier attempt ended.
  if (connection?.state === 'connected') return { kind: 'connected' };
  if (connection !== undefined && !isOver(connection.state)) return { kind: 'dialling' };
  if (dial !== undefined) {
    if (dial.phase === 'failed') return { kind: 'failed', error: dial.error ?? unexplained(name) };
    return { kind: dial.phase === 'connected' && connection !== undefined ? 'dialling' : dial.phase };
  }
  return { kind: connection === undefined ? 'nothing' : 'dialling' };
}

const unexplained = (entry: string): DialError => ({ number: 635, entry, cause: '' });

/** The leg that waits for an answer of the user's, lowest first. */
export const askingLeg = (legs: readonly LegView[]): LegView | undefined =>
  legs.find(
    (leg) =>
      leg.state === 'retryAuthentication' ||
      leg.state === 'passwordExpired' ||
      (leg.state === 'interactive' && !isScript(leg)),
  );

/** The leg whose states the sound of a modem follows: the one that dials a telephone number. */
export const modemLeg = (legs: readonly LegView[]): LegView | undefined =>
  legs.find(({ kind }) => kind === 'modem' || kind === 'tcp-modem');

/** What logging on again may heal: then Connect To comes back instead of dialling at once. */
const credentialErrors = new Set([646, 647, 648, 649, 691, 703, 709]);
export const isCredentialError = ({ number }: Pick<DialError, 'number'>): boolean =>
  credentialErrors.has(number);

/** Why a password cannot be kept, if it cannot. */
export const cannotKeepPasswords = ({ passwords }: Pick<Environment, 'passwords'>): string | undefined =>
  passwords.store === 'none'
    ? (passwords.reason ?? 'There is no keyring on this machine that could keep a password.')
    : undefined;
