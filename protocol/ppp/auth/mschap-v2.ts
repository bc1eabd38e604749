/** MS-CHAP v2 (RFC 2759): both ends prove that they know the password. */
import { asciiBytes, concat, equalSecret, hex, unhex } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import { ntPasswordHash } from '../../legacy/password-hash.ts';
import type { Answer, PeerMethod, PeerSecret, Verified, VerifierMethod } from './method-types.ts';
import { mschapV2Keys } from './mppe-keys.ts';
import { authenticatorResponse, ntResponse, type Exchange } from './mschap-crypto.ts';
import { decodeFailure, encodeFailure } from './mschap-failure.ts';
import { hashedName, wireName } from './names.ts';
import { encodeVersion3, openNewPassword, version3 } from './password-change.ts';
import { utf8Bytes, wireText } from './text.ts';

const challengeLength = 16;
const valueLength = 49;
const responseField = 24;
const responseLength = 24;

/** The 20 bytes after "S="; whatever follows them is for people. */
function readProof(message: Uint8Array): Uint8Array | undefined {
  const digits = /^S=([0-9A-Fa-f]{40})/.exec(wireText(message.subarray(0, 42)))?.[1];
  return digits === undefined ? undefined : unhex(digits);
}

function peerSecret(ntHash: Uint8Array, userName: Uint8Array, random: Random): PeerSecret {
  const prepare = (hash: Uint8Array, authenticatorChallenge: Uint8Array) => {
    const exchange: Exchange = { authenticatorChallenge, peerChallenge: random(challengeLength), userName };
    const response = ntResponse(exchange, hash);
    const expected = authenticatorResponse(exchange, hash, response);
    const keys = mschapV2Keys(hash, response, 'calling');
    const finish = (data: Uint8Array): Answer => ({
      data,
      proves: (message) => {
        const proof = readProof(message);
        return proof !== undefined && equalSecret(proof, expected);
      },
      keys,
    });
    return { peerChallenge: exchange.peerChallenge, ntResponse: response, finish };
  };
  return {
    answer(_identifier, challenge) {
      const { peerChallenge, ntResponse: response, finish } = prepare(ntHash, challenge);
      const reserved = new Uint8Array(8);
      const flags = 0;
      return finish(concat([peerChallenge, reserved, response, flags]));
    },
    changePassword(newPassword, challenge) {
      const newHash = ntPasswordHash(newPassword);
      const prepared = prepare(newHash, challenge);
      const body = encodeVersion3(newPassword, { old: ntHash, new: newHash }, prepared, random);
      return { answer: prepared.finish(body), secret: peerSecret(newHash, userName, random) };
    },
    wipe: () => void ntHash.fill(0),
  };
}

export const mschapV2Peer: PeerMethod = {
  name: 'MS-CHAP v2',
  challengeLength,
  changePasswordCode: 7,
  secret(credentials, random) {
    const userName = hashedName(utf8Bytes(wireName(credentials)));
    return peerSecret(ntPasswordHash(credentials.password), userName, random);
  },
  refusal: (message) => decodeFailure(message, challengeLength),
  /** C= is mandatory here (§6): without it there is nothing to answer. */
  impliedChallenge: () => undefined,
  /** V "SHOULD always be 3" and the RFC's own example has 2; there is only one packet to send. */
  takesNewPassword: ({ version = 3, challenge }) => version >= 2 && challenge !== undefined,
};

function verified(exchange: Exchange, ntHash: Uint8Array, response: Uint8Array): Verified {
  const proof = hex(authenticatorResponse(exchange, ntHash, response)).toUpperCase();
  return {
    message: asciiBytes(`S=${proof} M=Access granted`),
    keys: mschapV2Keys(ntHash, response, 'answering'),
  };
}

export const mschapV2Verifier: VerifierMethod = {
  name: 'MS-CHAP v2',
  challengeLength,
  changePasswordCode: 7,
  allowsRetry: true,
  challengesForNewPassword: true,
  verify({ challenge, name, value }, password) {
    const ntHash = ntPasswordHash(password);
    // The reserved bytes and the flags are not looked at: Windows 98 sends 4 in them.
    const exchange: Exchange = {
      authenticatorChallenge: challenge,
      peerChallenge: value.subarray(0, challengeLength),
      userName: hashedName(name),
    };
    const expected = ntResponse(exchange, ntHash);
    if (value.length !== valueLength) return undefined;
    const response = value.subarray(responseField, responseField + responseLength);
    return equalSecret(expected, response) ? verified(exchange, ntHash, response) : undefined;
  },
  verifyNewPassword({ challenge, name, value }, oldPassword) {
    if (value.length !== version3.length) return undefined;
    const password = openNewPassword(value, ntPasswordHash(oldPassword));
    if (password === undefined) return undefined;
    const ntHash = ntPasswordHash(password);
    const exchange: Exchange = {
      authenticatorChallenge: challenge,
      peerChallenge: value.subarray(version3.peerChallenge, version3.peerChallenge + challengeLength),
      userName: hashedName(name),
    };
    const response = value.subarray(version3.ntResponse, version3.ntResponse + responseLength);
    if (!equalSecret(ntResponse(exchange, ntHash), response)) return undefined;
    return { password, verified: verified(exchange, ntHash, response) };
  },
  failureMessage: ({ number, cause, remedy, challenge }) =>
    encodeFailure({
      number,
      retry: remedy === 'retry',
      // An expired password that cannot be changed here: the version says so.
      version: number === 648 && remedy === 'none' ? 0 : 3,
      message: cause,
      ...(challenge && { challenge }),
    }),
};
