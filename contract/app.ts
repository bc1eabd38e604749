/**
 * What a window's page and the main process may say to each other: one object, everything else derived. The preload exposes
 * exactly these calls and events; the main process checks every request against its schema and its sender's address.
 */
import { dialError } from './dial-error.ts';
import { dialStates, legs } from './dial-state.ts';
import { terminalBytes } from './helper.ts';
import { cardNumber, locations } from './locations.ts';
import { logFilter } from './log-filter.ts';
import { logRecord } from './log.ts';
import { entry, entryName, lineDevice } from './phonebook.ts';
import { secret } from './secret.ts';
import { settings } from './settings.ts';
import { connectionStatus, counters } from './status.ts';
import { host, line } from './text.ts';
import { z } from './zod.ts';

const nothing = z.strictObject({});
const ofEntry = z.strictObject({ entry: entryName });

/** Every window there is. Opening one that is open already raises it. */
export const windowRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder') }),
  z.strictObject({ kind: z.literal('wizard') }),
  z.strictObject({ kind: z.literal('connect'), entry: entryName }),
  z.strictObject({ kind: z.literal('connecting'), entry: entryName }),
  z.strictObject({ kind: z.literal('established'), entry: entryName }),
  z.strictObject({ kind: z.literal('status'), entry: entryName }),
  z.strictObject({
    kind: z.literal('properties'),
    entry: entryName,
    page: z.enum(['general', 'server', 'scripting', 'multilink', 'security', 'options']).optional(),
  }),
  z.strictObject({ kind: z.literal('settings') }),
  z.strictObject({ kind: z.literal('dialing') }),
  /** `log`: a call of the list `logCalls` gives; absent: the newest. */
  z.strictObject({ kind: z.literal('log'), log: line(128).optional() }),
  z.strictObject({ kind: z.literal('terminal'), entry: entryName }),
  z.strictObject({ kind: z.literal('about') }),
]);
export type WindowRequest = z.infer<typeof windowRequest>;
export type WindowKind = WindowRequest['kind'];

/** One attempt to connect an entry and what lies beneath it, from the first state to its end. */
export const dialProgress = z.object({
  entry: z.string(),
  /** Counts the attempts of this run of the program: another number is another attempt. */
  attempt: z.int(),
  /** From the bottom up: those that had to be dialled for it, then the entry itself. */
  chain: z.array(z.string()),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  phase: z.enum(['dialling', 'connected', 'failed', 'cancelled']),
  /** What the user typed over for this attempt alone: the number, or the server. */
  once: z.object({ phone: z.string().optional(), host: z.string().optional() }).optional(),
  /** Every state the helper reported, in order; at most 500 are kept. */
  states: z.array(
    z.object({
      time: z.number(),
      entry: z.string(),
      leg: z.enum(legs),
      state: z.enum(dialStates),
      detail: z.string().optional(),
    }),
  ),
  /** With failed; its `entry` says which leg. */
  error: dialError.optional(),
});
export type DialProgress = z.infer<typeof dialProgress>;

/** An entry on disk: as it crosses processes, and the keys of the file that mean nothing to this version. */
export const entryView = z.object({ entry, foreignKeys: z.array(z.string()) });
export type EntryView = z.infer<typeof entryView>;

/** What of the machine and of this run of the program a window may need to know. */
export const environment = z.object({
  version: z.string(),
  host: z.enum(['electron', 'chromium']),
  hostVersion: z.string(),
  /** A tray host is there, so that the program can live on without windows. */
  tray: z.boolean(),
  /** Where passwords are kept; none: they are not, and `reason` says why in a sentence. */
  passwords: z.object({
    store: z.enum(['safe-storage', 'secret-service', 'none']),
    reason: z.string().optional(),
  }),
  helper: z.object({
    state: z.enum(['absent', 'starting', 'connected', 'refused']),
    /** Why it is refused or absent after it was there. */
    error: dialError.optional(),
  }),
});
export type Environment = z.infer<typeof environment>;

/** Everything the windows show; each member is one slice of the store, and always crosses whole. */
export const appState = z.object({
  phonebook: z.object({
    path: z.string(),
    entries: z.array(entryView),
    /** The file on disk makes no sense at the moment; `entries` is what it last said that did. */
    problem: dialError.optional(),
  }),
  /** As the helper tells them: those that are up and those that are being dialled. */
  connections: z.array(connectionStatus),
  /** The last attempt of each entry, until it is dismissed or ended. */
  dials: z.array(dialProgress),
  settings,
  locations,
  environment,
});
export type AppState = z.infer<typeof appState>;
export type Slice = keyof AppState;

/** A password as a window gives it: typed, or the one that is kept. */
const password = z.union([z.strictObject({ typed: secret }), z.literal('saved')]);

const logon = z.strictObject({
  user: line(256),
  domain: line(256).optional(),
  password,
  /** Keep it, or (false) forget what is kept. */
  save: z.boolean(),
});

/** Plain text of the whole log, or in the manner of Windows' modem log and PPP log. */
export const logStyles = ['plain', 'modemlog', 'ppplog'] as const;

/** A log on this machine: a call that has ended, or one that is going on. */
export const logCall = z.object({
  log: z.string(),
  entry: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number().optional(),
  lines: z.int(),
  /** How it ended; absent: hung up, or still up. */
  error: dialError.optional(),
});
export type LogCall = z.infer<typeof logCall>;

export const serialDevice = z.object({
  /** What the phonebook says: /dev/serial/by-id/… where there is one. */
  path: z.string(),
  label: z.string(),
  /** This user may open it. */
  accessible: z.boolean(),
});

export const app = {
  calls: {
    /** From then on this page hears the events; the answer is where they start from. */
    subscribe: { request: nothing, response: z.object({ revision: z.int(), state: appState }) },

    openWindow: { request: windowRequest, response: nothing },
    closeWindow: { request: nothing, response: nothing },
    /** Makes the window's content so large, in CSS pixels: a dialog fits what it shows. */
    fitWindow: {
      request: z.strictObject({ width: z.int().min(100).max(4000), height: z.int().min(60).max(4000) }),
      response: nothing,
    },
    quit: { request: nothing, response: nothing },

    /** Adds an entry, or replaces the one named `replaces`; credentials and dialFirst follow a new name. */
    saveEntry: { request: z.strictObject({ entry, replaces: entryName.optional() }), response: nothing },
    /** Answers with the copy's name: "Copy of …". */
    copyEntry: { request: ofEntry, response: z.object({ name: z.string() }) },
    deleteEntry: { request: ofEntry, response: nothing },

    /** For the entry and each beneath it, bottom up: who logs on, and whether a password is kept. Never a password. */
    logons: {
      request: ofEntry,
      response: z.object({
        legs: z.array(
          z.object({
            entry: z.string(),
            user: z.string(),
            domain: z.string().optional(),
            /** A password is at hand: kept, in the credentials file, or still known from the last attempt. */
            saved: z.boolean(),
            /** It is kept where passwords are: what "Save password" is ticked for. */
            kept: z.boolean(),
            /** It is up already: nothing to log on to. */
            connected: z.boolean(),
          }),
        ),
      }),
    },
    /** What would be dialled for this entry from where the user is now. */
    numberPreview: {
      request: z.strictObject({ entry, locations: locations.optional() }),
      response: z.object({ dialled: z.string(), explanation: z.string() }),
    },
    /** Starts an attempt and answers at once; what becomes of it is told by the state. Legs without a logon use what is kept. */
    dial: {
      request: z.strictObject({
        entry: entryName,
        logons: z.record(entryName, logon),
        /** Dial this number, or this server, this once. */
        phone: line(128).min(1).optional(),
        host: host.optional(),
      }),
      response: nothing,
    },
    /** Hangs up this entry and what travels inside it, in whatever state it is. */
    hangup: { request: ofEntry, response: nothing },
    /** Forgets a failed or cancelled attempt. */
    dismiss: { request: ofEntry, response: nothing },
    retryWith: { request: z.strictObject({ entry: entryName, logon }), response: nothing },
    changePassword: {
      request: z.strictObject({ entry: entryName, password: secret, save: z.boolean() }),
      response: nothing,
    },
    /** Looks for the helper and starts it, asking for rights where need be. */
    startHelper: { request: nothing, response: nothing },

    saveSettings: { request: settings, response: nothing },
    saveLocations: {
      request: z.strictObject({
        locations,
        /** By calling card: kept where passwords are. */
        cardNumbers: z.record(line(64), cardNumber).optional(),
      }),
      response: nothing,
    },

    devices: { request: nothing, response: z.object({ devices: z.array(serialDevice) }) },
    testModem: {
      request: z.strictObject({ device: lineDevice }),
      response: z.object({
        dialogue: z.array(z.object({ direction: z.enum(['sent', 'received']), text: z.string() })),
      }),
    },
    /** Resolves the name and knocks at the PPTP server's port. */
    testHost: {
      request: z.strictObject({ host }),
      response: z.object({ address: z.string(), milliseconds: z.number() }),
    },

    /** The last two minutes of a connection's counters, one a second, oldest first. */
    history: {
      request: ofEntry,
      response: z.object({ samples: z.array(z.object({ time: z.number(), counters })) }),
    },

    logCalls: { request: nothing, response: z.object({ calls: z.array(logCall) }) },
    /** Lines `from` (0 is the first) on, at most `count`; `total` grows while the call goes on. */
    logLines: {
      request: z.strictObject({
        log: line(128),
        from: z.int().min(0),
        count: z.int().min(1).max(20_000),
      }),
      response: z.object({ total: z.int(), records: z.array(logRecord) }),
    },
    /** Asks where, and writes; `path` is absent when the user changed their mind. */
    saveLogText: {
      request: z.strictObject({ log: line(128), style: z.enum(logStyles), filter: logFilter }),
      response: z.object({ path: z.string().optional() }),
    },
    saveLogCapture: {
      request: z.strictObject({ log: line(128) }),
      response: z.object({ path: z.string().optional() }),
    },
    deleteLog: { request: z.strictObject({ log: line(128) }), response: nothing },

    /** What this terminal has shown so far; from then on the page hears `terminal` of this entry. */
    terminalOpen: { request: ofEntry, response: z.object({ backlog: z.array(terminalBytes) }) },
    terminalWrite: {
      request: z.strictObject({ entry: entryName, data: terminalBytes }),
      response: nothing,
    },
    terminalDone: { request: ofEntry, response: nothing },
  },
  events: {
    /** Slices that have changed, whole. A page ignores what is not newer than what it has. */
    changed: z.object({ revision: z.int(), state: appState.partial() }),
    /** Each second of every connection that is up. */
    counters: z.object({ time: z.number(), entry: z.string(), counters }),
    /** There are so many lines now; the page asks for those it wants. At most ten a second. */
    logGrew: z.object({ log: z.string(), total: z.int() }),
    /** A call began or ended: ask for the list again. */
    logCallsChanged: nothing,
    terminal: z.object({ entry: z.string(), data: terminalBytes }),
  },
} as const;

export type CallName = keyof typeof app.calls;
export type AppEventName = keyof typeof app.events;
/** As a page writes it: a password is a string until it has left. */
export type CallRequest<C extends CallName> = z.input<(typeof app.calls)[C]['request']>;
/** As the main process holds it: passwords are Secrets. */
export type HeldRequest<C extends CallName> = z.output<(typeof app.calls)[C]['request']>;
export type CallResponse<C extends CallName> = z.output<(typeof app.calls)[C]['response']>;
export type AppEvent<E extends AppEventName> = z.output<(typeof app.events)[E]>;

export const callNames = Object.keys(app.calls) as readonly CallName[];
export const appEventNames = Object.keys(app.events) as readonly AppEventName[];

/** How every call is answered: errors cross as data. */
export type Answer<C extends CallName> =
  | { readonly ok: true; readonly value: CallResponse<C> }
  | { readonly ok: false; readonly error: z.infer<typeof dialError> };

/** What the preload gives a page as `window.dialup`; its own names, so that a page cannot ask for anything else. */
export interface DialupBridge {
  call<C extends CallName>(name: C, request: CallRequest<C>): Promise<Answer<C>>;
  /** Calls `listener` with every such event until the function it returns is called. */
  on<E extends AppEventName>(name: E, listener: (event: AppEvent<E>) => void): () => void;
}

/** IPC channels: one per call, one per event. */
export const callChannel = (name: CallName): string => `dialup:${name}`;
export const eventChannel = (name: AppEventName): string => `dialup-event:${name}`;
