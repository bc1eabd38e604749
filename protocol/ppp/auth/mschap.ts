/** MS-CHAP (RFC 2433): NT responses only; the LAN Manager response is neither sent nor accepted. */
import { concat, equalSecret, u8 } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import { lmPasswordHash, ntPasswordHash } from '../../legacy/password-hash.ts';
import type { Answer, PeerMethod, PeerSecret, VerifierMethod } from './method-types.ts';
import { mschapKeys } from './mppe-keys.ts';
import { challengeResponse } from './mschap-crypto.ts';
import { decodeFailure, encodeFailure } from './mschap-failure.ts';
import { encodeVersion2, openNewPassword, version2 } from './password-change.ts';

const challengeLength = 8;
const valueLength = 49;
const ntField = 24;
const flagField = 48;

/** The LAN Manager hash serves nothing but MPPE's weak keys. */
interface Hashes {
  readonly nt: Uint8Array;
  readonly lm: Uint8Array;
}

function hashes(password: string): Hashes {
  return { nt: ntPasswordHash(password), lm: lmPasswordHash(password) };
}

function peerSecret(own: Hashes, random: Random): PeerSecret {
  const proven = (data: Uint8Array, used: Hashes, challenge: Uint8Array): Answer => ({
    data,
    // MS-CHAP authenticates one end only; its Success says nothing.
    proves: () => true,
    keys: mschapKeys(used.lm, used.nt, challenge),
  });
  return {
    answer(_identifier, challenge) {
      const value = concat([new Uint8Array(ntField), challengeResponse(challenge, own.nt), 1]);
      return proven(value, own, challenge);
    },
    changePassword(newPassword, challenge) {
      const next = hashes(newPassword);
      const response = challengeResponse(challenge, next.nt);
      const body = encodeVersion2(newPassword, { old: own.nt, new: next.nt }, response, random);
      return { answer: proven(body, next, challenge), secret: peerSecret(next, random) };
    },
    wipe() {
      own.nt.fill(0);
      own.lm.fill(0);
    },
  };
}

export const mschapPeer: PeerMethod = {
  name: 'MS-CHAP',
  challengeLength,
  changePasswordCode: 6,
  secret: (credentials, random) => peerSecret(hashes(credentials.password), random),
  refusal: (message) => decodeFailure(message, challengeLength),
  /** "The previous challenge value plus decimal 23 in the first octet" (§8). */
  impliedChallenge: (last) => concat([(u8(last, 0) + 23) & 0xff, last.subarray(1)]),
  /** Version 1 of the packet must not be sent any more, and it is what a missing V means (§8). */
  takesNewPassword: ({ version = 1 }) => version >= 2,
};

export const mschapVerifier: VerifierMethod = {
  name: 'MS-CHAP',
  challengeLength,
  changePasswordCode: 6,
  allowsRetry: true,
  // The RFC is of two minds which challenge a new password answers; without C= it can only be the last one.
  challengesForNewPassword: false,
  verify({ challenge, value }, password) {
    const own = hashes(password);
    const expected = challengeResponse(challenge, own.nt);
    if (value.length !== valueLength || u8(value, flagField) !== 1) return undefined;
    if (!equalSecret(expected, value.subarray(ntField, flagField))) return undefined;
    return { message: new Uint8Array(0), keys: mschapKeys(own.lm, own.nt, challenge) };
  },
  verifyNewPassword({ challenge, value }, oldPassword) {
    if (value.length !== version2.length) return undefined;
    const password = openNewPassword(value, ntPasswordHash(oldPassword));
    if (password === undefined) return undefined;
    const next = hashes(password);
    const expected = challengeResponse(challenge, next.nt);
    if (!equalSecret(expected, value.subarray(version2.ntResponse, version2.flags))) return undefined;
    const keys = mschapKeys(next.lm, next.nt, challenge);
    return { password, verified: { message: new Uint8Array(0), keys } };
  },
  failureMessage: ({ number, remedy, challenge }) =>
    encodeFailure({
      number,
      retry: remedy === 'retry',
      // An expired password that cannot be changed here: the version says so.
      version: number === 648 && remedy === 'none' ? 0 : 2,
      ...(challenge && { challenge }),
    }),
};
