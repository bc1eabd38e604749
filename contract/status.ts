/** Everything there is to know about one connection at one moment. */
import { dialError } from './dial-error.ts';
import { dialStates, legs } from './dial-state.ts';
import { deviceKinds } from './phonebook.ts';
import { z } from './zod.ts';

const count = z.number().min(0);

export const counters = z.object({
  bytesSent: count,
  bytesReceived: count,
  framesSent: count,
  framesReceived: count,
  userPacketsSent: count,
  userPacketsReceived: count,
  userBytesSent: count,
  userBytesReceived: count,
  /** Milliseconds since the last user packet. */
  idle: count,
  fcsErrors: count,
  aborts: count,
  overruns: count,
  malformed: count,
  greLost: count,
  greLate: count,
  greReordered: count,
  greDuplicate: count,
  greAcksSent: count,
  greAcksReceived: count,
  mppeClearDropped: count,
  mppeLate: count,
  mppeFar: count,
  mppeBad: count,
  sendDropped: count,
});
export type CounterSnapshot = z.infer<typeof counters>;

const framing = z.object({ accm: z.number(), pfc: z.boolean(), acfc: z.boolean(), mru: z.number() });

export const agreement = z.object({
  /** In full words, e.g. "MS-CHAP v2"; absent when the peer asked for none. */
  authentication: z.string().optional(),
  encryptionBits: z.union([z.literal(0), z.literal(40), z.literal(56), z.literal(128)]),
  send: framing,
  receive: framing,
  ipv4: z
    .object({ local: z.string(), remote: z.string(), dns: z.array(z.string()), nbns: z.array(z.string()) })
    .optional(),
  /** Interface identifiers as colon-separated hexadecimal. */
  ipv6: z.object({ local: z.string(), remote: z.string() }).optional(),
});

export const redialCountdown = z.object({
  /** The attempt that comes next, from 1. */
  attempt: z.int(),
  of: z.int(),
  /** When it starts, in milliseconds since 1970. */
  at: z.number(),
  /** Why it is needed. */
  after: dialError,
});

export const connectionStatus = z.object({
  entry: z.string(),
  /** Distinguishes two calls of the same entry within one run of the helper. */
  call: z.int(),
  leg: z.enum(legs),
  kind: z.enum(deviceKinds),
  state: z.enum(dialStates),
  detail: z.string().optional(),
  /** Milliseconds since 1970: when this state began, when dialling began, when `connected` was reached. */
  since: z.number(),
  dialledAt: z.number(),
  connectedAt: z.number().optional(),
  /** The entry this connection travels inside. */
  beneath: z.string().optional(),
  /** Bits per second, as the modem or the tunnel server said. */
  lineSpeed: z.number().optional(),
  interfaceName: z.string().optional(),
  mtu: z.number().optional(),
  /** PPTP: the server's address. */
  server: z.string().optional(),
  agreement: agreement.optional(),
  /** The name servers in use because of this connection. */
  dns: z.array(z.string()),
  /** The routes set because of this connection, as destinations. */
  routes: z.array(z.string()),
  counters: counters.optional(),
  /** Seconds of idleness after which it hangs up; 0: never. */
  idleLimit: z.number(),
  redial: redialCountdown.optional(),
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;
