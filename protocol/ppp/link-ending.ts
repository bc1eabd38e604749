/** Why a link ended, as the RAS number that helps most: the peer seldom says it, but what was being negotiated tells. */
import type { Failure } from '../failure.ts';
import type { Ending } from './automaton/ending.ts';
import { encryptionRefused } from './ccp/ccp.ts';
import { describeAuthOption, describeMethods } from './lcp/lcp-auth.ts';
import type { LcpAuth } from './lcp/lcp-auth.ts';
import { lcpFailure, noKeys } from './link-failures.ts';
import type { NetworkPhase } from './network-phase.ts';

export interface LinkStanding {
  /** The network protocols had been up. */
  readonly wasUp: boolean;
  readonly auth: LcpAuth;
  readonly network: Pick<NetworkPhase, 'peerWantsEncryption' | 'encryptionAwaited'>;
}

/** LCP ended so; undefined when we closed it ourselves. */
export function linkFailure(ending: Ending, standing: LinkStanding): Failure | undefined {
  const failure = lcpFailure(ending, standing.wasUp);
  if (ending.cause === 'terminated') {
    return logonRefused(standing) ?? encryptionAtFault(standing, failure?.evidence) ?? failure;
  }
  return (ending.cause === 'not-converging' ? logonRefused(standing) : undefined) ?? failure;
}

/** The line went away by itself while the two sides disagreed about the logon or encryption. */
export function lineLostOver(standing: LinkStanding, evidence: string | undefined): Failure | undefined {
  const logon = logonRefused(standing);
  if (logon !== undefined) return { ...logon, evidence: joined(logon.evidence, evidence) };
  const said = standing.network.encryptionAwaited?.said;
  return said === undefined ? undefined : encryptionRefused(joined(said, evidence));
}

function logonRefused({ wasUp, auth }: LinkStanding): Failure | undefined {
  if (auth.refused === undefined || wasUp) return undefined;
  const asked = describeAuthOption(auth.refused);
  if (auth.refusedForKeys) return noKeys(`LCP: the peer insists on ${asked}`);
  return {
    number: 918,
    cause: 'The other side insists on a way to log on that this connection does not allow.',
    evidence: `LCP: the peer asks for ${asked}; allowed here: ${describeMethods(auth.acceptable)}`,
  };
}

function encryptionAtFault({ wasUp, network }: LinkStanding, evidence?: string): Failure | undefined {
  if (network.peerWantsEncryption && !wasUp) {
    return {
      number: 743,
      cause: 'The other side requires encryption, and this connection has none to offer.',
      ...(evidence === undefined ? {} : { evidence }),
    };
  }
  const awaited = network.encryptionAwaited;
  // The peer hung up over it before our own negotiation could say so.
  return awaited === undefined ? undefined : encryptionRefused(joined(awaited.said, evidence));
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('; ');
}
