/** MPPE start keys out of MS-CHAP and MS-CHAP v2 credentials (RFC 3079 §2 and §3). */
import { sha1 } from '@noble/hashes/legacy.js';
import { asciiBytes, concat } from '../../bytes.ts';
import { md4 } from '../../legacy/md4.ts';
import type { MppeBits } from '../link-types.ts';
import type { MppeKeySource } from './auth-types.ts';

const keyLength = (bits: MppeBits): number => (bits === 128 ? 16 : 8);

/**
 * MS-CHAP (§2): one key for both directions. 40 and 56 bits come from the LAN Manager hash alone and are
 * the same in every session; only 128 bits involve the challenge.
 */
export function mschapKeys(lmHash: Uint8Array, ntHash: Uint8Array, challenge: Uint8Array): MppeKeySource {
  const weak = lmHash.slice(0, 8);
  const hashHash = md4(ntHash);
  const strong = sha1(concat([hashHash, hashHash, challenge])).slice(0, 16);
  return (bits) => {
    const key = bits === 128 ? strong : weak;
    return { send: key.slice(), receive: key.slice() };
  };
}

const masterMagic = asciiBytes('This is the MPPE Master Key');
const clientSends = asciiBytes(
  'On the client side, this is the send key; on the server side, it is the receive key.',
);
const serverSends = asciiBytes(
  'On the client side, this is the receive key; on the server side, it is the send key.',
);
const pad1 = new Uint8Array(40);
const pad2 = new Uint8Array(40).fill(0xf2);

/** RFC 3079 §3.4, GetMasterKey. */
export function masterKey(ntHash: Uint8Array, response: Uint8Array): Uint8Array {
  return sha1(concat([md4(ntHash), response, masterMagic])).slice(0, 16);
}

/** MS-CHAP v2 (§3): a key for each direction; "client" is whoever was authenticated. */
export function mschapV2Keys(
  ntHash: Uint8Array,
  response: Uint8Array,
  role: 'calling' | 'answering',
): MppeKeySource {
  const master = masterKey(ntHash, response);
  const [send, receive] =
    role === 'calling' ? ([clientSends, serverSends] as const) : ([serverSends, clientSends] as const);
  return (bits) => {
    const start = (magic: Uint8Array): Uint8Array =>
      sha1(concat([master, pad1, magic, pad2])).slice(0, keyLength(bits));
    return { send: start(send), receive: start(receive) };
  };
}
