/** The computations of MS-CHAP (RFC 2433 appendix A) and MS-CHAP v2 (RFC 2759 §8), from password hashes on. */
import { sha1 } from '@noble/hashes/legacy.js';
import { asciiBytes, concat } from '../../bytes.ts';
import { desEncrypt } from '../../legacy/des.ts';
import { md4 } from '../../legacy/md4.ts';

/** RFC 2759 §8.2; `userName` comes without its domain. */
export function challengeHash(
  peerChallenge: Uint8Array,
  authenticatorChallenge: Uint8Array,
  userName: Uint8Array,
): Uint8Array {
  return sha1(concat([peerChallenge, authenticatorChallenge, userName])).subarray(0, 8);
}

/** RFC 2759 §8.5: three DES keys out of one hash, the last with two bytes in it; hence the end of MS-CHAP. */
export function challengeResponse(challenge: Uint8Array, passwordHash: Uint8Array): Uint8Array {
  const keys = concat([passwordHash, new Uint8Array(5)]);
  const response = concat([0, 7, 14].map((at) => desEncrypt(challenge, keys.subarray(at, at + 7))));
  keys.fill(0);
  return response;
}

export interface Exchange {
  readonly authenticatorChallenge: Uint8Array;
  readonly peerChallenge: Uint8Array;
  /** Without its domain. */
  readonly userName: Uint8Array;
}

/** RFC 2759 §8.1. */
export function ntResponse(exchange: Exchange, ntHash: Uint8Array): Uint8Array {
  const { peerChallenge, authenticatorChallenge, userName } = exchange;
  return challengeResponse(challengeHash(peerChallenge, authenticatorChallenge, userName), ntHash);
}

const magic1 = asciiBytes('Magic server to client signing constant');
const magic2 = asciiBytes('Pad to make it do more than one iteration');

/** RFC 2759 §8.7: 20 bytes, which the Success packet spells in hexadecimal after "S=". */
export function authenticatorResponse(
  exchange: Exchange,
  ntHash: Uint8Array,
  response: Uint8Array,
): Uint8Array {
  const { peerChallenge, authenticatorChallenge, userName } = exchange;
  const inner = sha1(concat([md4(ntHash), response, magic1]));
  return sha1(concat([inner, challengeHash(peerChallenge, authenticatorChallenge, userName), magic2]));
}

/** RFC 2759 §8.13: one hash encrypted under the other. */
export function encryptHash(hash: Uint8Array, key: Uint8Array): Uint8Array {
  return concat([
    desEncrypt(hash.subarray(0, 8), key.subarray(0, 7)),
    desEncrypt(hash.subarray(8, 16), key.subarray(7, 14)),
  ]);
}
