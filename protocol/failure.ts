/** Why a link, a call or a dialogue ended: what the user is told, as a value. */

export interface Failure {
  /** The RAS error number, e.g. 691. */
  readonly number: number;
  /** The plain cause, in our own words, one sentence. */
  readonly cause: string;
  /** What the peer said or did that shows it: a line from the wire, secrets masked. */
  readonly evidence?: string;
}
