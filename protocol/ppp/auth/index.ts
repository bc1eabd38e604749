/** Picks the authentication protocol that LCP agreed on. */
import type { AnsweringAuth, AuthMethod, CallingAuth } from '../link-types.ts';
import type { Auth, AuthHost, AuthOption } from './auth-types.ts';
import { ChapAuthenticator } from './chap-authenticator.ts';
import { chapMd5Peer, chapMd5Verifier } from './chap-md5.ts';
import { ChapPeer } from './chap-peer.ts';
import { EapAuthenticator } from './eap-authenticator.ts';
import { EapPeer } from './eap-peer.ts';
import { mschapV2Peer, mschapV2Verifier } from './mschap-v2.ts';
import { mschapPeer, mschapVerifier } from './mschap.ts';
import { PapAuthenticator, PapPeer } from './pap.ts';

const options = {
  pap: { protocol: 0xc023 },
  chap: { protocol: 0xc223, algorithm: 0x05 },
  mschap: { protocol: 0xc223, algorithm: 0x80 },
  'mschap-v2': { protocol: 0xc223, algorithm: 0x81 },
  eap: { protocol: 0xc227 },
} as const satisfies Record<AuthMethod, AuthOption>;

const methods = ['pap', 'chap', 'mschap', 'mschap-v2', 'eap'] as const satisfies readonly AuthMethod[];

/** What LCP asks for. */
export function authOption(method: AuthMethod): AuthOption {
  return options[method];
}

/** What LCP was asked for; undefined: nothing we speak. */
export function methodOf(option: AuthOption): AuthMethod | undefined {
  return methods.find((method) => {
    const known: AuthOption = options[method];
    return known.protocol === option.protocol && known.algorithm === option.algorithm;
  });
}

export function createCallingAuth(method: AuthMethod, calling: CallingAuth, host: AuthHost): Auth {
  switch (method) {
    case 'pap':
      return new PapPeer(calling, host);
    case 'chap':
      return new ChapPeer(chapMd5Peer, calling, host);
    case 'mschap':
      return new ChapPeer(mschapPeer, calling, host);
    case 'mschap-v2':
      return new ChapPeer(mschapV2Peer, calling, host);
    case 'eap':
      return new EapPeer(calling, host);
  }
}

export function createAnsweringAuth(method: AuthMethod, answering: AnsweringAuth, host: AuthHost): Auth {
  switch (method) {
    case 'pap':
      return new PapAuthenticator(answering, host);
    case 'chap':
      return new ChapAuthenticator(chapMd5Verifier, answering, host);
    case 'mschap':
      return new ChapAuthenticator(mschapVerifier, answering, host);
    case 'mschap-v2':
      return new ChapAuthenticator(mschapV2Verifier, answering, host);
    case 'eap':
      return new EapAuthenticator(answering, host);
  }
}
