/** The seam between the PPP machines and whoever runs them: what a link is told, and what it tells. */
import type { Clock, Random } from '../clock.ts';
import type { Failure } from '../failure.ts';

/** How frames may look in one direction (RFC 1661 §6, RFC 1662 §7). */
export interface Framing {
  /** Async control character map; 32 bits, 0xffffffff before LCP opens. No meaning on links without HDLC. */
  readonly accm: number;
  /** Protocol field compression. */
  readonly pfc: boolean;
  /** Address and control field compression. */
  readonly acfc: boolean;
  /** Largest information field, in bytes. */
  readonly mru: number;
}

/** MPPE key sizes in bits (RFC 3078). */
export type MppeBits = 40 | 56 | 128;

/** Start keys for one MPPE session (RFC 3079): 16 bytes for 128 bits, 8 bytes for 40 and 56. */
export interface MppeKeys {
  readonly bits: MppeBits;
  readonly send: Uint8Array;
  readonly receive: Uint8Array;
}

/** RAS encryption policy: refuse it, take it, insist on any strength, insist on 128 bits. */
export type EncryptionPolicy = 'none' | 'optional' | 'require' | 'maximum';

export type AuthMethod = 'pap' | 'chap' | 'mschap' | 'mschap-v2' | 'eap';

export interface Credentials {
  /** As the user typed it, `DOMAIN\user` and `user@domain` included. */
  readonly user: string;
  readonly password: string;
  readonly domain?: string;
}

/** What the answering side knows of a user who calls. */
export interface Account {
  readonly password: string;
  /** Refuse a correct password with this RAS number: 646 hours, 647 disabled, 648 expired, 649 no dial-in. */
  readonly refuse?: 646 | 647 | 648 | 649;
}

export interface CallingAuth {
  readonly credentials: Credentials;
  /** Methods we answer to, best first; anything else is Naked with the first of these. */
  readonly acceptable: readonly AuthMethod[];
  /**
   * Ask the user again when the peer lets us retry (R=1), and for a new password when it has expired.
   * Without it such a failure ends the link.
   */
  readonly interactive: boolean;
}

export interface AnsweringAuth {
  /** Our name in challenges. */
  readonly name: string;
  /** Methods to ask for, in this order, moving on when the peer Naks. */
  readonly methods: readonly AuthMethod[];
  readonly account: (user: string) => Account | undefined;
  /** A new password set by the caller (change password); undefined: not offered. */
  readonly changePassword?: (user: string, password: string) => void;
}

/** IPv4 addresses are dotted strings at this seam, IPv6 interface identifiers are 8 bytes. */
export interface Ipv4Options {
  /** Our address; '0.0.0.0' asks the peer for one. */
  readonly local: string;
  /** The address we give the peer ('0.0.0.0': we take the peer's own). Answering side only. */
  readonly remote: string;
  /** Ask for DNS and NBNS servers (RFC 1877). */
  readonly requestNameServers: boolean;
  /** Answering side: what we hand out. */
  readonly nameServers?: { readonly dns: readonly string[]; readonly nbns: readonly string[] };
}

export interface LinkOptions {
  readonly role: 'calling' | 'answering';
  /** True where bytes are HDLC framed (a line), false over GRE: ACCM is only worth asking for on a line. */
  readonly async: boolean;
  /** Largest information field we want to receive. */
  readonly mru: number;
  /** Ask for protocol and address/control field compression. */
  readonly fieldCompression: boolean;
  readonly calling?: CallingAuth;
  readonly answering?: AnsweringAuth;
  readonly encryption: EncryptionPolicy;
  /** Undefined: IPCP is answered with Protocol-Reject. */
  readonly ipv4?: Ipv4Options;
  /** Undefined: IPV6CP is answered with Protocol-Reject. */
  readonly ipv6?: { readonly interfaceId?: Uint8Array };
  /** LCP echo keepalive: an Echo-Request each `interval` ms; the link is dead after `failures` without answer. 0: off. */
  readonly echo: { readonly interval: number; readonly failures: number };
  /** Restart timer in ms; RFC 1661 says 3000. */
  readonly restart?: number;
}

/** RFC 1661 §3.2, with the user's password dialogue as a phase of its own. */
export type LinkPhase = 'dead' | 'establish' | 'authenticate' | 'network' | 'opened' | 'terminate';

export interface Ipv4Up {
  readonly local: string;
  readonly remote: string;
  readonly dns: readonly string[];
  readonly nbns: readonly string[];
}

/** What was agreed, for Status and Details; complete once `up` is told. */
export interface LinkAgreement {
  /** Method the peer made us use; undefined when it asked for none. */
  readonly authentication?: string;
  /** Key size in bits; 0 when data crosses in clear. */
  readonly encryptionBits: 0 | MppeBits;
  readonly send: Framing;
  readonly receive: Framing;
  readonly ipv4?: Ipv4Up;
  readonly ipv6?: { readonly local: Uint8Array; readonly remote: Uint8Array };
}

export type LinkEvent =
  | { readonly type: 'phase'; readonly phase: LinkPhase }
  /** The authentication method the peer asked for has begun. */
  | { readonly type: 'authenticating'; readonly method: string }
  /** The peer accepted us (calling) or we accepted it (answering; `user` as it named itself). */
  | { readonly type: 'authenticated'; readonly method: string; readonly user: string }
  /** Refused, but the peer lets us try again: answer with `retryWith`. Only when `interactive`. */
  | { readonly type: 'retry'; readonly failure: Failure }
  /** The password has expired and can be changed: answer with `changePassword`. Only when `interactive`. */
  | { readonly type: 'password-expired'; readonly failure: Failure }
  /**
   * The first network protocol that was asked for is up, and the others are too, have failed, or have had one restart
   * period. Told again whenever something changes: a late protocol, a lost one, renegotiation.
   */
  | { readonly type: 'up'; readonly agreement: LinkAgreement }
  /** Renegotiation began after `up`: user data stops until the next `up`. */
  | { readonly type: 'suspended' }
  /** The end; nothing follows. `failure` is undefined when we closed the link ourselves. */
  | { readonly type: 'down'; readonly failure?: Failure }
  /** A line for the connection log that is not a packet (those are logged by the runner with `describePacket`). */
  | { readonly type: 'log'; readonly text: string };

/** What a link needs from the one who runs it. Every call returns at once; none may call back into the link. */
export interface LinkHost {
  readonly clock: Clock;
  readonly random: Random;
  /** One frame: protocol number and information field; never longer than the peer's MRU. */
  send(protocol: number, information: Uint8Array): void;
  /** From now on frames are sent so, and may arrive so. */
  framing(send: Framing, receive: Framing): void;
  /** MPPE in both directions from the next frame on; undefined: none. The host wipes the keys when it has them. */
  encryption(keys: MppeKeys | undefined): void;
  emit(event: LinkEvent): void;
}

/** What a link offers; `PppLink` in link.ts implements it. */
export interface Link {
  /** The lower layer is up (carrier, or an open GRE call): negotiation starts. */
  lowerUp(): void;
  /** The lower layer went away by itself; `down` follows with this failure, or 629's when undefined. */
  lowerDown(failure?: Failure): void;
  /** Terminate politely: Terminate-Request, then `down` without failure. `text` travels in the request. */
  close(text?: string): void;
  /** A control frame, or a data frame of a protocol nobody here speaks, as the data path hands it up. */
  receive(protocol: number, information: Uint8Array): void;
  /** Answers `retry`. */
  retryWith(credentials: Credentials): void;
  /** Answers `password-expired`. */
  changePassword(newPassword: string): void;
  /** The data path found inner protocols that make no sense: the MPPE keys differ. Ends the link with 742's kin. */
  keyMismatch(evidence: string): void;
  readonly phase: LinkPhase;
}
