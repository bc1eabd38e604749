/** CHAP's own algorithm: MD5 over identifier, secret and challenge (RFC 1994 §4.1); EAP's type 4 too (RFC 3748 §5.4). */
import { md5 } from '@noble/hashes/legacy.js';
import { concat, equalSecret } from '../../bytes.ts';
import type { PeerMethod, VerifierMethod } from './method-types.ts';
import { plainRefusal } from './mschap-failure.ts';
import { utf8Bytes } from './text.ts';

function md5Value(identifier: number, secret: Uint8Array, challenge: Uint8Array): Uint8Array {
  const message = concat([identifier, secret, challenge]);
  const value = md5(message);
  message.fill(0);
  return value;
}

export const chapMd5Peer: PeerMethod = {
  name: 'CHAP MD5',
  secret(credentials) {
    const secret = utf8Bytes(credentials.password);
    return {
      // Nothing in the message proves anything: plain CHAP authenticates one end only.
      answer: (identifier, challenge) => ({
        data: md5Value(identifier, secret, challenge),
        proves: () => true,
      }),
      wipe: () => void secret.fill(0),
    };
  },
  refusal: plainRefusal,
  impliedChallenge: () => undefined,
  takesNewPassword: () => false,
};

export const chapMd5Verifier: VerifierMethod = {
  name: 'CHAP MD5',
  challengeLength: 16,
  allowsRetry: false,
  challengesForNewPassword: false,
  verify({ identifier, challenge, value }, password) {
    const right = equalSecret(md5Value(identifier, utf8Bytes(password), challenge), value);
    return right ? { message: utf8Bytes('Welcome.') } : undefined;
  },
  failureMessage: ({ cause }) => utf8Bytes(cause),
};
