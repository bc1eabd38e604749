/** How long the dialogue waits for what, in milliseconds. */

/** For the first answers of a modem that may be asleep or at another speed; the last try has the command's own limit. */
export const wakeLimit = 1_500;
/** For late answers to earlier tries, before the first command that counts. */
export const settle = 300;
/** Between an answer and the next command: some modems lose what comes at once. */
export const commandGap = 20;
/** Silence before and after the escape sequence; S12 is 50, which is one second, and a little more. */
export const escapeGuard = 1_100;
/** For the OK after it, and for the answer to ATH. */
export const escapeLimit = 2_000;
export const hangUpLimit = 2_000;
/** How long DTR stays down; modems look at it every few hundred milliseconds (S25). */
export const dtrDown = 600;
/** After DTR is up again, before the modem listens. */
export const dtrSettle = 250;
/** For the modem's last word after a character stopped it dialling. */
export const abortLimit = 2_000;
