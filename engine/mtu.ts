/** How long an IP packet may be, so that it crosses a link whole. */
import type { LinkAgreement } from '../protocol/ppp/link-types.ts';

/** What MPPE puts before a packet inside the information field: coherency count and inner protocol (RFC 3078 §3). */
const mppeOverhead = 4;
/** IP, GRE with sequence and acknowledgement (RFC 2637 §4.1), PPP's address, control and protocol: 20 + 16 + 4. */
const greOverhead = 40;
/** RFC 791 lets every host expect this much: what is narrower has to fragment. */
const smallest = 576;

/** The largest IP packet both ends take: what the peer receives, no more than `cap`, less what encryption adds. */
export function interfaceMtu(agreement: Pick<LinkAgreement, 'send' | 'encryptionBits'>, cap: number): number {
  const room = Math.min(agreement.send.mru, cap);
  return agreement.encryptionBits === 0 ? room : room - mppeOverhead;
}

/** The MRU of a tunnel whose full frames cross its path in one piece: `cap`, or what the path leaves of it. */
export function tunnelMru(pathMtu: number | undefined, cap: number): number {
  return pathMtu === undefined ? cap : Math.min(cap, Math.max(smallest, pathMtu - greOverhead));
}

/** The largest IP packet inside a tunnel over such a path, encryption or not. */
export function tunnelMtu(pathMtu: number): number {
  return Math.max(smallest, pathMtu - greOverhead - mppeOverhead);
}
