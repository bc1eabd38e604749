/** Which layer of the connection log a PPP packet belongs to. */
import type { LogLayer } from './call-types.ts';

const layers: Readonly<Record<number, LogLayer>> = {
  0xc021: 'lcp',
  0xc023: 'auth',
  0xc223: 'auth',
  0xc227: 'auth',
  0x80fd: 'ccp',
  0x8021: 'ipcp',
  0x8057: 'ipv6cp',
};

export function layerOf(protocol: number): LogLayer {
  return layers[protocol] ?? 'ppp';
}
