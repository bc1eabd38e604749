/** User names: what goes into a Name field, what goes into a hash, and which account a name means. */
import { sha256 } from '@noble/hashes/sha2.js';
import { equalSecret, hex } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import type { Account, Credentials } from '../link-types.ts';
import { utf8Bytes } from './text.ts';

/** RFC 2759 §4 allows 256, PAP's length field 255. */
export const longestName = 255;

/** The Name field: `DOMAIN\user` when the entry has a domain and the user typed none. */
export function wireName(credentials: Credentials): string {
  const { user, domain } = credentials;
  return domain !== undefined && domain !== '' && !user.includes('\\') ? `${domain}\\${user}` : user;
}

/** The name without its Windows NT domain, as MS-CHAP v2 hashes it (RFC 2759 §8.2); `user@domain` stays whole. */
export function hashedName(name: Uint8Array): Uint8Array {
  return name.subarray(name.lastIndexOf(0x5c) + 1);
}

function withoutDomain(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

export interface Candidate {
  /** The name the account goes by. */
  readonly user: string;
  readonly account: Account;
  /** False: the account is a decoy, so that an unknown user costs the same work as a wrong password. */
  readonly known: boolean;
}

/**
 * The account for a name from the wire, also without its domain: this side has no domains.
 * Nobody has no name, and an account without a password lets nobody in.
 */
export function findAccount(
  lookup: (user: string) => Account | undefined,
  name: string,
  random: Random,
): Candidate {
  const decoy: Account = { password: hex(random(16)) };
  if (name !== '' && name.length <= longestName) {
    for (const user of name.includes('\\') ? [name, withoutDomain(name)] : [name]) {
      const account = lookup(user);
      if (account !== undefined && account.password !== '') return { user, account, known: true };
    }
  }
  return { user: name, account: decoy, known: false };
}

/** Compares passwords in a time that tells nothing, not even the length. */
export function samePassword(given: Uint8Array, expected: string): boolean {
  return equalSecret(sha256(given), sha256(utf8Bytes(expected)));
}
