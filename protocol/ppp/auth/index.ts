/** Picks the authentication protocol that LCP agreed on. */
import type { AnsweringAuth, AuthMethod, CallingAuth } from '../link-types.ts';
import type { Auth, AuthHost, AuthOption } from './auth-types.ts';
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
  if (method === 'pap') return new PapPeer(calling, host);
  throw new Error(`${method} is on its way`);
}

export function createAnsweringAuth(method: AuthMethod, answering: AnsweringAuth, host: AuthHost): Auth {
  if (method === 'pap') return new PapAuthenticator(answering, host);
  throw new Error(`${method} is on its way`);
}
