/** How long an IP packet may be, so that it crosses a link whole. */
import type { LinkAgreement } from '../protocol/ppp/link-types.ts';

/** What MPPE puts before a packet inside the information field: coherency count and inner protocol (RFC 3078 §3). */
const mppeOverhead = 4;

/** The largest IP packet both ends take: what the peer receives, no more than `cap`, less what encryption adds. */
export function interfaceMtu(agreement: Pick<LinkAgreement, 'send' | 'encryptionBits'>, cap: number): number {
  const room = Math.min(agreement.send.mru, cap);
  return agreement.encryptionBits === 0 ? room : room - mppeOverhead;
}
