/**
 * The data path: one C++ thread a link, from the TUN to the line or the GRE socket and back.
 * JavaScript sees control frames, raw bytes in command state, and counters; never an IP packet.
 * Errors from the operating system are thrown (or carried in events) as {code: 'ENOENT', syscall: 'open', message}.
 */

/** A call to the operating system that failed. */
export interface SystemError extends Error {
  /** errno's name: 'EBUSY', 'ENOENT', … */
  readonly code: string;
  readonly syscall: string;
}

export type Transport =
  /**
   * A serial port or pty, opened O_NOCTTY, locked (flock and TIOCEXCL; EBUSY when somebody else has it), raw, 8N1.
   * `speed` is bits per second (any the kernel knows, else EINVAL); ptys ignore it.
   */
  | {
      readonly kind: 'tty';
      readonly path: string;
      readonly speed: number;
      readonly flow: 'hardware' | 'software' | 'none';
    }
  /** A TCP connection to an address (not a name); `open` or `closed` follows. TCP_NODELAY is set. */
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number; readonly timeout: number }
  /** A stream that is open already (pty master, socketpair, accepted socket); the link owns it from here. */
  | { readonly kind: 'fd'; readonly fd: number }
  /**
   * One PPTP call: a raw GRE socket bound to `local` (any when undefined), connected to `peer`, filtered in the kernel
   * on `callId` (ours). `peerCallId` may be told later (setPeerCallId); until then nothing is sent.
   */
  | {
      readonly kind: 'gre';
      readonly local?: string;
      readonly peer: string;
      readonly callId: number;
      readonly peerCallId?: number;
    };

export type LinkEvent =
  /**
   * The transport is open (at once for all but TCP). The last event of its batch: startFraming() called on it gets every
   * byte the other end has sent, however early.
   */
  | { readonly type: 'open' }
  /** Raw bytes, in command state only. */
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /**
   * A frame that is not user data, in framed state: every protocol >= 0x4000, and lower ones nobody here speaks.
   * IP (0x0021, 0x0057) and encrypted (0x00fd) frames never come up, even while they cannot be delivered.
   * Address, control and compressed protocol fields are already undone.
   */
  | { readonly type: 'control'; readonly protocol: number; readonly information: Uint8Array }
  /** Bytes queued by write() have all left. */
  | { readonly type: 'drain' }
  /** The transport ended by itself. 'carrier': DCD fell; 'eof': the other end closed; 'error': `code` says which. */
  | {
      readonly type: 'closed';
      readonly reason: 'carrier' | 'eof' | 'error';
      readonly code?: string;
      readonly syscall?: string;
    }
  /** GRE: an ICMP error about our packets came back (ENOPROTOOPT, ECONNREFUSED, EHOSTUNREACH, EMSGSIZE, …). */
  | { readonly type: 'icmp'; readonly code: string; readonly mtu?: number }
  /** Decrypted inner protocols made no sense several times in a row: the two ends' keys differ. */
  | { readonly type: 'key-mismatch'; readonly protocol: number }
  /**
   * One PPP frame as it crossed the line (from the address or protocol field on, without FCS; over GRE without the GRE
   * header), while capture is on. `time` is microseconds since 1970.
   */
  | {
      readonly type: 'captured';
      readonly direction: 'sent' | 'received';
      readonly time: number;
      readonly frame: Uint8Array;
    }
  /** So many events were lost because JavaScript was too slow (bounded queue). */
  | { readonly type: 'overflow'; readonly lost: number };

export interface Framing {
  readonly accm: number;
  readonly pfc: boolean;
  readonly acfc: boolean;
  readonly mru: number;
}

/** Counters since the link was made. Bytes and frames are on the line; `user` ones are IP packets through the TUN. */
export interface Counters {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly framesSent: number;
  readonly framesReceived: number;
  readonly userPacketsSent: number;
  readonly userPacketsReceived: number;
  readonly userBytesSent: number;
  readonly userBytesReceived: number;
  /** Milliseconds since the last user packet either way, or since the link was made. Tunnelled GRE and TCP 1723 of another link of ours do not count (see setIdleExempt). */
  readonly idle: number;
  readonly fcsErrors: number;
  readonly aborts: number;
  readonly overruns: number;
  readonly malformed: number;
  /** GRE: packets that never came, came too late, came out of order and were put right, came twice. */
  readonly greLost: number;
  readonly greLate: number;
  readonly greReordered: number;
  readonly greDuplicate: number;
  readonly greAcksSent: number;
  readonly greAcksReceived: number;
  /** MPPE: packets dropped because clear where encryption is required, late, too far ahead, or undecodable. */
  readonly mppeClearDropped: number;
  readonly mppeLate: number;
  readonly mppeFar: number;
  readonly mppeBad: number;
  /** User packets dropped before sending: queue full, longer than the MRU, or the network layer not up. */
  readonly sendDropped: number;
  /** User packets dropped on arrival: the network layer not up, no TUN, or the TUN refused them. */
  readonly receiveDropped: number;
}

export interface LinkOptions {
  readonly transport: Transport;
  /** Batches of events, in order, on the main thread. What it throws is an uncaught exception like any other. */
  readonly onEvents: (events: LinkEvent[]) => void;
}

export class Link {
  /** Opens the transport and starts the thread. Throws SystemError when the transport cannot be opened. */
  constructor(options: LinkOptions);
  /** Command state: queues raw bytes (at most 1 MiB pending, else throws ENOBUFS). */
  write(bytes: Uint8Array): void;
  /** Leaves command state: bytes are HDLC frames from here on, `rest` (read already) first. Default framing. */
  startFraming(rest?: Uint8Array): void;
  /** Back to command state. */
  stopFraming(): void;
  setFraming(framing: { readonly send: Framing; readonly receive: Framing }): void;
  /**
   * One control frame. LCP codes 1 to 7 always travel with default framing (ACCM 0xffffffff, FF 03, two-byte protocol).
   */
  sendControl(protocol: number, information: Uint8Array): void;
  /**
   * MPPE, stateless, both directions; start keys per RFC 3079. The arrays are zeroed before this returns.
   * `required` without keys blocks user data both ways; `undefined` keys and not required lets it pass in clear.
   */
  setEncryption(encryption: {
    readonly keys?: { readonly bits: 40 | 56 | 128; readonly send: Uint8Array; readonly receive: Uint8Array };
    readonly required: boolean;
  }): void;
  /** Which user protocols may pass between TUN and line (their NCP is open). Both false at first. */
  setNetworks(networks: { readonly ipv4: boolean; readonly ipv6: boolean }): void;
  /** Joins a TUN, which leaves the link it was joined to; the link does not own it. undefined: leaves it. */
  attachTun(tun: Tun | undefined): void;
  /** User packets to or from these IPv4 addresses do not count as traffic for `idle` (the servers of tunnels within). */
  setIdleExempt(addresses: readonly string[]): void;
  setPeerCallId(peerCallId: number): void;
  /** GRE: the peer's receive window in packets, for the acknowledgement policy. */
  setPeerWindow(packets: number): void;
  setCapture(on: boolean): void;
  /** Modem lines; undefined where the line has none (ENOTTY, TCP). */
  modemLines():
    { readonly dcd: boolean; readonly dsr: boolean; readonly cts: boolean; readonly ri: boolean } | undefined;
  /** False where the line has none. */
  setDtr(on: boolean): boolean;
  /** GRE: the longest IP packet that the way to the peer takes whole, as the kernel knows it now; else undefined. */
  pathMtu(): number | undefined;
  /**
   * Report the loss of the carrier as `closed` from now on: DCD falling where it was up, or, in framed state, a modem's
   * NO CARRIER as the last words on the line, with 300 ms of silence after them.
   */
  watchCarrier(on: boolean): void;
  counters(): Counters;
  /** Ends thread and transport; idempotent; no event is delivered afterwards. */
  close(): void;
}

export class Tun {
  /** Makes a TUN whose name starts with `prefix` (1 to 8 letters): dun0, dun1, … Throws SystemError. */
  constructor(options: { readonly prefix: string; readonly mtu: number });
  readonly name: string;
  readonly index: number;
  setMtu(mtu: number): void;
  /** Point to point: our address and the peer's. Replaces what was there. */
  setIpv4(local: string, remote: string): void;
  /** Adds fe80::/64 + interface identifier (8 bytes). */
  addIpv6LinkLocal(interfaceId: Uint8Array): void;
  up(): void;
  /** The interface disappears; idempotent. */
  close(): void;
}

/** A new pseudo terminal, raw and non-blocking: the master's descriptor (give it to a Link) and the slave's path. */
export function openPty(): { readonly fd: number; readonly path: string };
/** SO_PEERCRED of a connected Unix socket. */
export function peerCredentials(fd: number): {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
};
/**
 * Replaces this process by `file` (an absolute path; `argv[0]` included in `argv`), which starts with no_new_privs and
 * only CAP_NET_ADMIN and CAP_NET_RAW in every set, bounding set too; same pid, same descriptors 0 to 2. Capabilities
 * belong to threads, and Node has several before the first line of JavaScript runs: only an exec reduces them all.
 * Call it first thing, when `capabilities()` shows more than those two. Returns never; throws SystemError when it cannot
 * (the calling thread may be reduced by then: exit).
 */
export function execWithReducedCapabilities(
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): never;
/** CapEff, CapBnd and NoNewPrivs of this thread, to decide on the above, for tests and for the helper's log. */
export function capabilities(): {
  readonly effective: bigint;
  readonly bounding: bigint;
  readonly noNewPrivs: boolean;
};
