/** How long PPTP waits for what, in milliseconds. */

/** RFC 2637 §3.1.4, 1: for a Start-Control-Connection-Request or -Reply. */
export const startLimit = 60_000;
/** RFC 2637 §3.1.4, 2: without a message from the peer, before an Echo-Request goes out. */
export const silenceLimit = 60_000;
/** RFC 2637 §3.1.4, 2: for the answer to it. */
export const echoReplyLimit = 60_000;
/** RFC 2637 §3.2.1: a call that stays undecided so long makes the whole connection suspect. */
export const callLimit = 60_000;
/**
 * For a Call-Disconnect-Notify after our Call-Clear-Request, and for a Stop-Control-Connection-Reply. RFC 2637 §3
 * allows a minute, but many servers never send them, and whoever hangs up does not wait that long.
 */
export const disconnectLimit = 3_000;
export const stopLimit = 3_000;
