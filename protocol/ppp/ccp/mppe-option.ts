/**
 * CCP option 18, MPPE and MPPC (RFC 3078 §2, RFC 2118): one word of supported bits.
 *
 *     H 0x01000000 stateless    S 0x40 128 bits    M 0x80 56 bits    L 0x20 40 bits    D 0x10 obsolete    C 0x01 MPPC
 */
import { u32, u32Bytes } from '../../bytes.ts';
import type { MppeBits } from '../link-types.ts';
import type { Option } from '../options.ts';

export const mppeType = 18;
/** H: keys change with every packet, so that a lost one does no harm. */
const stateless = 0x01000000;

const strengthBit: Record<MppeBits, number> = { 128: 0x40, 56: 0x80, 40: 0x20 };

/** Strongest first. */
export const strengths: readonly MppeBits[] = [128, 56, 40];

/** Stateless MPPE of these strengths and nothing else, the only form we offer. */
export function mppeWord(offered: readonly MppeBits[]): number {
  return offered.reduce((word, bits) => word | strengthBit[bits], stateless) >>> 0;
}

export function mppeOption(offered: readonly MppeBits[]): Option {
  return { type: mppeType, data: u32Bytes(mppeWord(offered)) };
}

export function isStateless(word: number): boolean {
  return (word & stateless) !== 0;
}

/** The word, or undefined when this is not a sound MPPE option. */
export function mppeWordOf(option: Option): number | undefined {
  return option.type === mppeType && option.data.length === 4 ? u32(option.data, 0) : undefined;
}

export function strengthsIn(word: number): readonly MppeBits[] {
  return strengths.filter((bits) => (word & strengthBit[bits]) !== 0);
}

/** In words, e.g. "stateless 128-bit MPPE". */
export function describeMppe(word: number): string {
  const offered = strengthsIn(word).map((bits) => `${bits}-bit`);
  const parts: string[] = [];
  if (offered.length > 0)
    parts.push(`${isStateless(word) ? 'stateless' : 'stateful'} ${offered.join('/')} MPPE`);
  if ((word & 0x01) !== 0) parts.push('MPPC');
  if ((word & 0x10) !== 0) parts.push('obsolete encryption');
  return parts.length === 0 ? 'no encryption' : parts.join(' and ');
}
