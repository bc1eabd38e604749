/** What a link agreed on, in the form that crosses to the programs. */
import type { LinkAgreement } from '../engine/call-types.ts';
import type { ConnectionStatus } from '../contract/status.ts';

/** `0200:00ff:fe00:0001`: an interface identifier as IPv6 writes it. */
const identifier = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,4}/g) ?? []
  ).join(':');

export function statusAgreement(agreement: LinkAgreement): NonNullable<ConnectionStatus['agreement']> {
  const { authentication, encryptionBits, send, receive, ipv4, ipv6 } = agreement;
  return {
    ...(authentication === undefined ? {} : { authentication }),
    encryptionBits,
    send: { ...send },
    receive: { ...receive },
    ...(ipv4 === undefined ? {} : { ipv4: { ...ipv4, dns: [...ipv4.dns], nbns: [...ipv4.nbns] } }),
    ...(ipv6 === undefined
      ? {}
      : { ipv6: { local: identifier(ipv6.local), remote: identifier(ipv6.remote) } }),
  };
}
