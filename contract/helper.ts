/**
 * What the unprivileged programs and the privileged helper may say to each other: one object, everything else derived.
 * Verbs say what is wanted, never how; they carry data only: no program, no option, no file, no interface name.
 */
import { dialError } from './dial-error.ts';
import { dialStates, legs } from './dial-state.ts';
import { logRecord } from './log.ts';
import { entry, entryName, lineDevice } from './phonebook.ts';
import { secret } from './secret.ts';
import { connectionStatus, counters, redialCountdown } from './status.ts';
import { line } from './text.ts';
import { z } from './zod.ts';

/** Raised when an older program and a newer helper would misunderstand each other. */
export const helperProtocolVersion = 2;

/** The file name of the socket in the runtime directory, and where that directory usually is. */
export const socketName = 'helper.sock';
export const defaultRuntimeDirectory = '/run/dial-up-networking';

const nothing = z.strictObject({});

/** Base64 of up to 4 KiB. */
export const terminalBytes = z.base64().max(5464);

export const credentials = z.strictObject({
  user: line(256),
  password: secret,
  domain: line(256).optional(),
});

export const helper = {
  verbs: {
    /** The first message of every connection. */
    hello: {
      request: z.strictObject({ protocol: z.literal(helperProtocolVersion), program: line(64) }),
      response: z.object({ protocol: z.int(), version: z.string(), pid: z.int() }),
    },
    /**
     * Dials `entry`, after every entry it names in `dialFirst`; answers once it is connected, or with the error.
     * A dial whose client goes away before that is cancelled; a connection that is up outlives its client.
     */
    dial: {
      request: z.strictObject({
        entry: entryName,
        /** The entry and those beneath it, in any order. */
        entries: z.array(entry).min(1).max(8),
        /** By entry name. */
        credentials: z.record(entryName, credentials),
        /** The client will answer the states interactive, retryAuthentication and passwordExpired. */
        interactive: z.boolean(),
      }),
      response: z.object({ alreadyConnected: z.boolean(), status: connectionStatus }),
    },
    /** Hangs up one connection and all that travel inside it; answers when all is closed and undone. */
    hangup: {
      request: z.strictObject({ entry: entryName }),
      response: z.object({ wasConnected: z.boolean() }),
    },
    status: { request: nothing, response: z.object({ connections: z.array(connectionStatus) }) },
    /** Replaces what this client is told; everything off at first. */
    subscribe: {
      request: z.strictObject({
        states: z.boolean(),
        /** 'replay': the lines kept so far come first, those of calls that have ended lately included. */
        log: z.union([z.boolean(), z.literal('replay')]),
        /** Every PPP frame of every call. */
        capture: z.boolean(),
        /** Counters each second. */
        counters: z.boolean(),
        /** What arrives on lines in the state interactive; what came before within this state first. */
        terminal: z.boolean().optional(),
      }),
      response: z.object({ connections: z.array(connectionStatus) }),
    },
    /** Answers the state retryAuthentication. */
    retryWith: {
      request: z.strictObject({ entry: entryName, credentials }),
      response: nothing,
    },
    /** Answers the state passwordExpired. */
    changePassword: {
      request: z.strictObject({ entry: entryName, password: secret }),
      response: nothing,
    },
    /** Types on the line, in the state interactive. */
    terminalWrite: {
      request: z.strictObject({ entry: entryName, data: terminalBytes }),
      response: nothing,
    },
    /** Answers the state interactive: the terminal is done, the call goes on. */
    terminalDone: { request: z.strictObject({ entry: entryName }), response: nothing },
    /** Opens the port, asks the modem who it is and closes it; rejects with the number a dial would fail with. */
    testModem: {
      request: z.strictObject({ device: lineDevice }),
      /** The dialogue: what was sent and what was answered, a line each. */
      response: z.object({
        dialogue: z.array(z.object({ direction: z.enum(['sent', 'received']), text: z.string() })),
      }),
    },
  },
  events: {
    state: z.object({
      time: z.number(),
      entry: z.string(),
      call: z.int(),
      leg: z.enum(legs),
      state: z.enum(dialStates),
      detail: z.string().optional(),
      /** With waitForRedial. */
      redial: redialCountdown.optional(),
    }),
    log: logRecord,
    captured: z.object({
      entry: z.string(),
      call: z.int(),
      leg: z.enum(legs),
      /** Frames that were lost before these because somebody was too slow. */
      lost: z.int(),
      frames: z.array(
        z.object({
          direction: z.enum(['sent', 'received']),
          /** Microseconds since 1970. */
          time: z.number(),
          /** Base64 of the frame, from the address or the protocol field on. */
          frame: z.string(),
        }),
      ),
    }),
    counters: z.object({ entry: z.string(), call: z.int(), counters }),
    terminal: z.object({ entry: z.string(), call: z.int(), leg: z.enum(legs), data: terminalBytes }),
    /** The end of a connection; nothing about this call follows. Without error: it was hung up here. */
    ended: z.object({
      time: z.number(),
      entry: z.string(),
      call: z.int(),
      leg: z.enum(legs),
      error: dialError.optional(),
      /** The counters at the end, if the port was ever open. */
      counters: counters.optional(),
    }),
  },
} as const;

export type Verb = keyof typeof helper.verbs;
export type EventName = keyof typeof helper.events;
/** As the programs hold it: passwords are Secrets. */
export type Request<V extends Verb> = z.output<(typeof helper.verbs)[V]['request']>;
export type Response<V extends Verb> = z.output<(typeof helper.verbs)[V]['response']>;
export type EventBody<E extends EventName> = z.output<(typeof helper.events)[E]>;
/** Any event, with its name. */
export type HelperEvent = { [E in EventName]: { readonly event: E; readonly body: EventBody<E> } }[EventName];

export const verbNames = Object.keys(helper.verbs) as readonly Verb[];
const eventNames = Object.keys(helper.events) as readonly EventName[];

/** Client to helper. `body` is checked against the verb's own schema in a second step. */
export const requestMessage = z.strictObject({
  id: z.int().min(0),
  verb: z.enum(verbNames),
  body: z.unknown(),
});

/** Helper to client: the answer to a request, an event, or the reason why the connection is being closed. */
export const helperMessage = z.union([
  z.strictObject({ id: z.int(), result: z.unknown() }),
  z.strictObject({ id: z.int(), error: dialError }),
  z.strictObject({ event: z.enum(eventNames), body: z.unknown() }),
  z.strictObject({ refused: z.string() }),
]);
export type HelperMessage = z.infer<typeof helperMessage>;
