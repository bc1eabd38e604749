/** Result, reason and error codes of RFC 2637 in words; a code nobody defined keeps its number. */

export const startResults: Readonly<Record<number, string>> = {
  // Some ADSL modems answer 0 for success.
  0: 'successful',
  1: 'successful',
  2: 'general error',
  3: 'control channel already exists',
  4: 'requester is not authorised',
  5: 'protocol version is not supported',
};

export const stopReasons: Readonly<Record<number, string>> = {
  1: 'no particular reason',
  2: "cannot support the peer's version of the protocol",
  3: 'local shutdown',
};

export const plainResults: Readonly<Record<number, string>> = { 1: 'OK', 2: 'general error' };

export const outgoingCallResults: Readonly<Record<number, string>> = {
  1: 'connected',
  2: 'general error',
  3: 'no carrier',
  4: 'busy',
  5: 'no dial tone',
  6: 'time-out',
  7: 'do not accept',
};

export const incomingCallResults: Readonly<Record<number, string>> = {
  1: 'connect',
  2: 'general error',
  3: 'do not accept',
};

export const disconnectResults: Readonly<Record<number, string>> = {
  1: 'lost carrier',
  2: 'general error',
  3: 'administrative shutdown',
  4: 'requested',
};

/** §2.16, meaningful where a result is "general error". */
const generalErrors: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'not connected',
  2: 'bad format',
  3: 'bad value',
  4: 'no resource',
  5: 'bad call id',
  6: 'PAC error',
};

/** Codes the machines themselves send or test. */
export const ok = 1;
export const generalError = 2;
export const channelExists = 3;
export const badVersion = 5;
export const connected = 1;
export const timedOut = 6;
export const doNotAcceptIncoming = 3;
export const administrative = 3;
export const requested = 4;
export const stopNoReason = 1;
export const stopBadVersion = 2;
export const noResource = 4;
export const badCallId = 5;

/** `busy`, `general error: no resource`, or `result 9`. */
export function resultWords(
  results: Readonly<Record<number, string>>,
  result: number,
  error: number,
): string {
  const words = results[result] ?? `result ${result}`;
  if (error === 0) return words;
  return `${words}: ${generalErrors[error] ?? `error ${error}`}`;
}
