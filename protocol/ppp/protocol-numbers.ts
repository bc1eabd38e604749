/** PPP protocol numbers (RFC 1661 §2, IANA), as far as this project meets them. */

export const Protocol = {
  ip: 0x0021,
  ipx: 0x002b,
  vjCompressed: 0x002d,
  vjUncompressed: 0x002f,
  bridged: 0x0031,
  multilink: 0x003d,
  nbf: 0x003f,
  ipv6: 0x0057,
  compressed: 0x00fd,
  ipcp: 0x8021,
  ipxcp: 0x802b,
  bridgingControl: 0x8031,
  nbfcp: 0x803f,
  ecp: 0x8053,
  ipv6cp: 0x8057,
  ccp: 0x80fd,
  lcp: 0xc021,
  pap: 0xc023,
  lqr: 0xc025,
  cbcp: 0xc029,
  bap: 0xc02b,
  chap: 0xc223,
  eap: 0xc227,
} as const;

/** Control protocols always cross in clear, all others encrypted once MPPE is on (RFC 3078 §3). */
export function isControl(protocol: number): boolean {
  return protocol >= 0x8000;
}

/** Network control protocols, CCP among them (RFC 1661 §2). */
export function isNetworkControl(protocol: number): boolean {
  return protocol >= 0x8000 && protocol < 0xc000;
}

const names = new Map<number, string>([
  [Protocol.ip, 'IPv4'],
  [Protocol.ipx, 'IPX'],
  [Protocol.vjCompressed, 'VJ compressed TCP'],
  [Protocol.vjUncompressed, 'VJ uncompressed TCP'],
  [Protocol.bridged, 'bridged'],
  [Protocol.multilink, 'multilink'],
  [Protocol.nbf, 'NetBEUI'],
  [Protocol.ipv6, 'IPv6'],
  [Protocol.compressed, 'compressed or encrypted data'],
  [Protocol.ipcp, 'IPCP'],
  [Protocol.ipxcp, 'IPXCP'],
  [Protocol.bridgingControl, 'BCP'],
  [Protocol.nbfcp, 'NBFCP'],
  [Protocol.ecp, 'ECP'],
  [Protocol.ipv6cp, 'IPV6CP'],
  [Protocol.ccp, 'CCP'],
  [Protocol.lcp, 'LCP'],
  [Protocol.pap, 'PAP'],
  [Protocol.lqr, 'LQR'],
  [Protocol.cbcp, 'CBCP'],
  [Protocol.bap, 'BACP'],
  [Protocol.chap, 'CHAP'],
  [Protocol.eap, 'EAP'],
]);

/** A protocol by its name, or as four hexadecimal digits. */
export function protocolName(protocol: number): string {
  return names.get(protocol) ?? `protocol ${protocol.toString(16).padStart(4, '0')}`;
}
