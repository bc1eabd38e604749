/**
 * The list of Configuration Options in a Configure packet (RFC 1661 §6).
 *
 *     0      1        2
 *     | type | length | data …       length counts all three fields
 */
import { concat, equal, u8 } from '../bytes.ts';

const headerLength = 2;

export interface Option {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface OptionList {
  readonly options: readonly Option[];
  /** Where an impossible length stops the walk: everything from that option on. Empty when the list is sound. */
  readonly rest: Uint8Array;
}

/** Walks the list; the data of the options are views. Each step consumes at least two bytes, so the work is bounded. */
export function decodeOptions(bytes: Uint8Array): OptionList {
  const options: Option[] = [];
  let at = 0;
  while (at + headerLength <= bytes.length) {
    const length = u8(bytes, at + 1);
    if (length < headerLength || at + length > bytes.length) break;
    options.push({ type: u8(bytes, at), data: bytes.subarray(at + headerLength, at + length) });
    at += length;
  }
  return { options, rest: bytes.subarray(at) };
}

export function encodeOption(option: Option): Uint8Array {
  const length = headerLength + option.data.length;
  if (length > 0xff) throw new RangeError(`option ${option.type} with ${option.data.length} bytes`);
  return concat([option.type, length, option.data]);
}

export function encodeOptions(options: readonly Option[]): Uint8Array {
  return concat(options.map(encodeOption));
}

export function sameOption(left: Option, right: Option): boolean {
  return left.type === right.type && equal(left.data, right.data);
}
