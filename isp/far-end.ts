/** Who can be at the other end of a call: the seam between the exchange and everything it can connect a caller to. */

/** The call as whoever answered it sees it. Calls return at once and do nothing once the call is over. */
export interface AnsweredLine {
  /** Bytes for the caller. */
  send(bytes: Uint8Array): void;
  /** Hangs up: the caller hears NO CARRIER. */
  hangUp(): void;
}

export interface FarEnd {
  /** Bytes from the caller. */
  receive(bytes: Uint8Array): void;
  /** The caller hung up, or the exchange closes. Nothing is sent afterwards. */
  callerGone(): void;
}

/** Takes a call. Throws when it cannot: the caller then hears NO CARRIER. */
export type Answer = (line: AnsweredLine) => FarEnd;
