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
export const stateless = 0x01000000;

const strengthBit: Record<MppeBits, number> = { 128: 0x40, 56: 0x80, 40: 0x20 };

/** Strongest first. */
export const strengths: readonly MppeBits[] = [128, 56, 40];

/** Stateless MPPE with one strength and nothing else, the only form we agree to. */
export function mppeWord(bits: MppeBits): number {
  return (stateless | strengthBit[bits]) >>> 0;
}

export function mppeOption(bits: MppeBits): Option {
  return { type: mppeType, data: u32Bytes(mppeWord(bits)) };
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
    parts.push(`${(word & stateless) === 0 ? 'stateful' : 'stateless'} ${offered.join('/')} MPPE`);
  if ((word & 0x01) !== 0) parts.push('MPPC');
  if ((word & 0x10) !== 0) parts.push('obsolete encryption');
  return parts.length === 0 ? 'no encryption' : parts.join(' and ');
}
