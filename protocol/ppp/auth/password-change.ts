/** A new password on its way to the server: the change-password packets' bodies (RFC 2433 §10, RFC 2759 §7 and §8.9-8.13). */
import { concat, equalSecret, u8 } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import { ntPasswordHash, utf16le } from '../../legacy/password-hash.ts';
import { rc4 } from '../../legacy/rc4.ts';
import { encryptHash } from './mschap-crypto.ts';

const passwordField = 512;
const blockLength = passwordField + 4;
const hashLength = 16;

/** Longest password, in UTF-16 units. */
export const longestPassword = passwordField / 2;

/** Where version 3 (MS-CHAP v2) and version 2 (MS-CHAP) keep their fields; the bodies' lengths follow. */
export const version3 = { peerChallenge: 532, ntResponse: 556, length: 582 } as const;
export const version2 = { ntResponse: 1088, flags: 1112, length: 1114 } as const;

/** RFC 2759 §8.10: the password at the end of 512 random bytes, its length after it, under the old hash. */
function encryptPasswordBlock(password: string, oldHash: Uint8Array, random: Random): Uint8Array {
  const unicode = utf16le(password);
  const block = concat([random(passwordField), new Uint8Array(4)]);
  block.set(unicode, passwordField - unicode.length);
  // The length is a little-endian word, as everything Windows keeps in memory.
  block[passwordField] = unicode.length;
  block[passwordField + 1] = unicode.length >>> 8;
  const encrypted = rc4(oldHash, block);
  unicode.fill(0);
  block.fill(0);
  return encrypted;
}

function decryptPasswordBlock(encrypted: Uint8Array, oldHash: Uint8Array): string | undefined {
  const block = rc4(oldHash, encrypted);
  const high = u8(block, passwordField + 2) | u8(block, passwordField + 3);
  const length = u8(block, passwordField) | (u8(block, passwordField + 1) << 8);
  if (high !== 0 || length > passwordField || length % 2 !== 0) return undefined;
  let password = '';
  for (let at = passwordField - length; at < passwordField; at += 2)
    password += String.fromCharCode(u8(block, at) | (u8(block, at + 1) << 8));
  block.fill(0);
  return password;
}

/** Encrypted-Password and Encrypted-Hash: how both bodies begin. */
function head(password: string, oldHash: Uint8Array, newHash: Uint8Array, random: Random): Uint8Array {
  return concat([encryptPasswordBlock(password, oldHash, random), encryptHash(oldHash, newHash)]);
}

export function encodeVersion3(
  password: string,
  hashes: { readonly old: Uint8Array; readonly new: Uint8Array },
  answer: { readonly peerChallenge: Uint8Array; readonly ntResponse: Uint8Array },
  random: Random,
): Uint8Array {
  const reserved = new Uint8Array(8);
  const flags = new Uint8Array(2);
  return concat([
    head(password, hashes.old, hashes.new, random),
    answer.peerChallenge,
    reserved,
    answer.ntResponse,
    flags,
  ]);
}

export function encodeVersion2(
  password: string,
  hashes: { readonly old: Uint8Array; readonly new: Uint8Array },
  ntResponse: Uint8Array,
  random: Random,
): Uint8Array {
  // Everything LAN Manager is deprecated and stays zero; the flag says that the NT response counts.
  const lanManager = new Uint8Array(blockLength + hashLength + 24);
  return concat([head(password, hashes.old, hashes.new, random), lanManager, ntResponse, 0, 1]);
}

/** The new password out of either body, if whoever sent it knew the old one. */
export function openNewPassword(data: Uint8Array, oldHash: Uint8Array): string | undefined {
  const password = decryptPasswordBlock(data.subarray(0, blockLength), oldHash);
  if (password === undefined) return undefined;
  const proof = encryptHash(oldHash, ntPasswordHash(password));
  return equalSecret(proof, data.subarray(blockLength, blockLength + hashLength)) ? password : undefined;
}
