/** The seam between one call (a leg: port, negotiation, data path) and the helper or the exchange that runs it. */
import type { Counters } from '../native/addon/index.js';
import type { DialState } from '../contract/dial-state.ts';
import type { Failure } from '../protocol/failure.ts';
import type { AuthMethod, Credentials, EncryptionPolicy, LinkAgreement } from '../protocol/ppp/link-types.ts';

/** The protocol's words that whoever runs a call needs, too. */
export type { Clock } from '../protocol/clock.ts';
export type { Failure } from '../protocol/failure.ts';
export type { Credentials, LinkAgreement } from '../protocol/ppp/link-types.ts';

export type CallDevice =
  | {
      readonly kind: 'modem';
      /** Absolute path under /dev, checked by the helper. */
      readonly path: string;
      readonly speed: number;
      readonly flow: 'hardware' | 'software' | 'none';
      /** AT lines to send first; undefined: what suits any modem. */
      readonly init: readonly string[] | undefined;
      readonly dialling: 'tone' | 'pulse';
      readonly number: string;
      readonly carrierTimeout: number;
    }
  | {
      readonly kind: 'tcp-modem';
      readonly host: string;
      readonly port: number;
      /** AT lines to send first; undefined: what suits any modem. */
      readonly init: readonly string[] | undefined;
      readonly dialling: 'tone' | 'pulse';
      readonly number: string;
      readonly carrierTimeout: number;
    }
  | {
      readonly kind: 'null-modem';
      readonly path?: string;
      readonly speed: number;
      readonly flow: 'hardware' | 'software' | 'none';
      readonly host?: string;
      readonly port?: number;
    }
  | {
      readonly kind: 'pptp';
      readonly host: string;
      /** TCP connect limit in ms. */
      readonly connectTimeout: number;
    };

export interface CallOptions {
  readonly device: CallDevice;
  readonly credentials: Credentials;
  readonly auth: readonly AuthMethod[];
  readonly encryption: EncryptionPolicy;
  readonly interactive: boolean;
  readonly mru: number;
  readonly fieldCompression: boolean;
  readonly ipv6: boolean;
  readonly requestNameServers: boolean;
  /** Ask for this address instead of 0.0.0.0. */
  readonly ipv4Address?: string;
  readonly echo: { readonly interval: number; readonly failures: number };
  /** Lines: a person gets the line before it is dialled, or before PPP starts on it. */
  readonly terminal?: 'before' | 'after';
  /** Lines: the text of a dial-up script (.SCP) that logs on before PPP starts; not where a person does. */
  readonly script?: string;
}

/** Which layer a log line comes from; the log viewer filters by it. */
export type LogLayer =
  'call' | 'modem' | 'lcp' | 'auth' | 'ccp' | 'ipcp' | 'ipv6cp' | 'ppp' | 'pptp' | 'gre' | 'route' | 'dns';

export interface LogLine {
  readonly layer: LogLayer;
  readonly direction?: 'sent' | 'received';
  /** In words, every secret and dialled digit masked. */
  readonly text: string;
  /** The frame itself where the line describes one: protocol and information, secrets zeroed. */
  readonly frame?: { readonly protocol: number; readonly information: Uint8Array };
}

/** The TUN is up with its addresses; what routes and DNS are made of. */
export interface Projected {
  readonly interfaceName: string;
  readonly interfaceIndex: number;
  readonly mtu: number;
  readonly agreement: LinkAgreement;
  /** PPTP: the server's address. */
  readonly server?: string;
}

export interface CapturedFrame {
  readonly direction: 'sent' | 'received';
  /** Microseconds since 1970. */
  readonly time: number;
  readonly frame: Uint8Array;
}

export interface CallHost {
  state(state: DialState, detail?: string): void;
  log(line: LogLine): void;
  /** PPTP: the name to addresses (A records first). Rejects when it does not resolve. */
  resolve(name: string): Promise<readonly string[]>;
  /** PPTP: before TCP is opened to it, make sure the server is reached through the link beneath. Rejects with a Failure. */
  reachServer(address: string): Promise<void>;
  /**
   * Before `connected`: install routes and DNS. Rejects with a Failure. Called again when addresses change, one call at
   * a time. May still be pending when `ended` comes: the interface is gone then.
   */
  projected(projected: Projected): Promise<void>;
  captured(frames: readonly CapturedFrame[], lost: number): void;
  /** What the line said in the state interactive. */
  terminal(bytes: Uint8Array): void;
  /** The end; nothing follows. Everything is closed already. `failure` undefined: we hung up. */
  ended(failure: Failure | undefined): void;
}

/** One call of the calling side; `startCall(options, host)` in call.ts makes it. */
export interface Call {
  /** Hangs up politely from any state; `ended` follows within bounded time. Idempotent. */
  hangUp(text?: string): void;
  /** The link beneath is gone: end at once, with this failure. */
  lowerLost(failure: Failure): void;
  /** Answers the state retryAuthentication. */
  retryWith(credentials: Credentials): void;
  /** Answers the state passwordExpired. */
  changePassword(newPassword: string): void;
  /** Types on the line; false outside the state interactive. */
  terminalWrite(bytes: Uint8Array): boolean;
  /** Answers the state interactive: the call goes on; false outside it. */
  terminalDone(): boolean;
  setCapture(on: boolean): void;
  /** User packets to and from these addresses are not user traffic (the tunnels' servers, told by the legs above). */
  setIdleExempt(addresses: readonly string[]): void;
  /** Undefined before the port is open. */
  counters(): Counters | undefined;
  readonly state: DialState;
  /** What the modem said with CONNECT, or the tunnel's speed. */
  readonly lineSpeed: number | undefined;
}
