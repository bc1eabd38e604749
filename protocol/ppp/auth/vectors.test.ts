import { expect, it } from 'vitest';
import { asciiBytes, concat, equal, hex, unhex } from '../../bytes.ts';
import { lmPasswordHash, ntPasswordHash } from '../../legacy/password-hash.ts';
import { rc4 } from '../../legacy/rc4.ts';
import { sha1 } from '@noble/hashes/legacy.js';
import { mschapKeys, mschapV2Keys, masterKey } from './mppe-keys.ts';
import { authenticatorResponse, challengeHash, challengeResponse, ntResponse } from './mschap-crypto.ts';

const ntHash = ntPasswordHash('clientPass');
const exchange = {
  authenticatorChallenge: unhex('5B5D7C7D7B3F2F3E3C2C602132262628'),
  peerChallenge: unhex('21402324255E262A28295F2B3A337C7E'),
  userName: asciiBytes('User'),
};
const response = unhex('82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF');
const mschapChallenge = unhex('102DB5DF085D3041');

/** Where the data path begins: GetNewKeyFromSHA of the start key with itself (RFC 3078 §7.3), then less strength. */
function sessionKey(start: Uint8Array, reduced: string): Uint8Array {
  const digest = sha1(concat([start, new Uint8Array(40), start, new Uint8Array(40).fill(0xf2)]));
  const key = digest.slice(0, start.length);
  key.set(unhex(reduced));
  return key;
}

it('MS-CHAP: the response of RFC 2433 §B.2', () => {
  expect(hex(challengeResponse(mschapChallenge, ntPasswordHash('MyPw')))).toBe(
    '4e9d3c8f9cfd385d5bf4d3246791956ca4c351ab409a3d61',
  );
});

it('MS-CHAP v2: challenge, NT response and authenticator response of RFC 2759 §9.2', () => {
  const { peerChallenge, authenticatorChallenge, userName } = exchange;
  expect(hex(challengeHash(peerChallenge, authenticatorChallenge, userName))).toBe('d02e4386bce91226');
  expect(ntResponse(exchange, ntHash)).toEqual(response);
  expect(hex(authenticatorResponse(exchange, ntHash, response)).toUpperCase()).toBe(
    '407A5589115FD0D6209F510FE9C04566932CDA56',
  );
});

it('MS-CHAP keys: 40 and 56 bits as in RFC 3079 §2.5.1 and §2.5.2, one for both directions', () => {
  const { send, receive } = mschapKeys(lmPasswordHash('clientPass'), ntHash, mschapChallenge)(40);
  expect(hex(send)).toBe('76a152936096d783');
  expect(receive).toEqual(send);
  expect(hex(sessionKey(send, 'd1269e'))).toBe('d1269e538cec4a08');
  expect(hex(sessionKey(send, 'd1'))).toBe('d10801538cec4a08');
});

it('MS-CHAP keys: 128 bits as in RFC 3079 §2.5.3', () => {
  const { send, receive } = mschapKeys(lmPasswordHash('clientPass'), ntHash, mschapChallenge)(128);
  // Step 3 prints "ac ca" for the eighth byte; step 4, copying it, prints "ac c1", and only that leads to step 5.
  expect(hex(send)).toBe('a8947850cfc0acc1d1789fb62ddcddb0');
  expect(receive).toEqual(send);
  expect(hex(sessionKey(send, ''))).toBe('59d159bc09f76f1da2a86a28ffec0b1e');
});

it.each([
  [40, 'd1269e', '8b7cdc149b993a1b', 'd1269ec49fa62e3e', '929137917e5803d668d75898'],
  // RFC 3079 §3.5.2 prints 58 as the last byte; its own session key makes it b8.
  [56, 'd1', '8b7cdc149b993a1b', 'd15c00c49fa62e3e', '3f106833fa448da842bc57b8'],
  [
    128,
    '',
    '8b7cdc149b993a1ba118cb153f56dccb',
    '405cb2247a7956e6e211007ae27b22d4',
    '81848317df68846272fb5abe',
  ],
] as const)('MS-CHAP v2 keys: %i bits as in RFC 3079 §3.5', (bits, reduced, start, session, message) => {
  expect(hex(masterKey(ntHash, response))).toBe('fdece3717a8c838cb388e527ae3cdd31');
  const { send } = mschapV2Keys(ntHash, response, 'answering')(bits);
  expect(hex(send)).toBe(start);
  const key = sessionKey(send, reduced);
  expect(hex(key)).toBe(session);
  expect(hex(rc4(key, asciiBytes('test message')))).toBe(message);
});

it('MS-CHAP v2 keys: what one end sends with, the other receives with', () => {
  const calling = mschapV2Keys(ntHash, response, 'calling')(128);
  const answering = mschapV2Keys(ntHash, response, 'answering')(128);
  expect(hex(calling.send)).toBe('d5f0e9521e3ea9589645e86051c82226');
  expect(hex(sessionKey(calling.send, ''))).toBe('49d11d0f0cc6befba2a9b4b688f91eee');
  expect(answering.receive).toEqual(calling.send);
  expect(answering.send).toEqual(calling.receive);
  expect(equal(calling.send, calling.receive)).toBe(false);
});

it('every request for keys gets copies of its own, which may be wiped', () => {
  const keys = mschapKeys(lmPasswordHash('clientPass'), ntHash, mschapChallenge);
  keys(128).send.fill(0);
  expect(hex(keys(128).send)).toBe('a8947850cfc0acc1d1789fb62ddcddb0');
});
