/** Something bytes go into and come out of: a pty, a TCP socket, the far end of a call. */

/** What a port tells its owner. Nothing is told after `close`. */
export interface PortEvents {
  bytes(bytes: Uint8Array): void;
  /** The other side went away by itself; the port is closed. */
  closed(): void;
}

export interface BytePort {
  /** Never blocks. What does not fit into a bounded queue is lost, as on a line without flow control. */
  write(bytes: Uint8Array): void;
  close(): void;
}

/** Opens a port; throws when the system will not. */
export type OpenPort = (events: PortEvents) => BytePort;
