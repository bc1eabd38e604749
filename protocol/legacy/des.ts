/** DES on single blocks (FIPS 46-3), with the 7-byte keys of MS-CHAP. Legacy, long broken: only for MS-CHAP and MPPE. */
import { u8 } from '../bytes.ts';

// Bit numbers as the standard prints them, 1 being the most significant.
const initial = [
  58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64, 56, 48, 40,
  32, 24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53, 45, 37, 29, 21, 13, 5,
  63, 55, 47, 39, 31, 23, 15, 7,
] as const;
const final = initial.map((_, at) => initial.findIndex((bit) => bit === at + 1) + 1);
const expansion = [
  32, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 8, 9, 10, 11, 12, 13, 12, 13, 14, 15, 16, 17, 16, 17, 18, 19, 20, 21,
  20, 21, 22, 23, 24, 25, 24, 25, 26, 27, 28, 29, 28, 29, 30, 31, 32, 1,
] as const;
const permutation = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22,
  11, 4, 25,
] as const;
const choice1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
] as const;
const choice2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47,
  55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
] as const;
const shifts = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1] as const;
/** S1 to S8, four rows of sixteen each, a hexadecimal digit an entry. */
const boxes = [
  'e4d12fb83a6c5907 0f74e2d1a6cb9538 41e8d62bfc973a50 fc8249175b3ea06d',
  'f18e6b34972dc05a 3d47f28ec01a69b5 0e7ba4d158c6932f d8a13f42b67c05e9',
  'a09e63f51dc7b428 d709346a285ecbf1 d6498f30b12c5ae7 1ad069874fe3b52c',
  '7de3069a1285bc4f d8b56f03472c1ae9 a690cb7df13e5284 3f06a1d8945bc72e',
  '2c417ab6853fd0e9 eb2c47d150fa3986 421bad78f9c5630e b8c71e2d6f09a453',
  'c1af92680d34e75b af427c9561de0b38 9ef528c3704a1db6 432c95fabe17608d',
  '4b2ef08d3c975a61 d0b7491ae35c2f86 14bdc37eaf680592 6bd814a7950fe23c',
  'd2846fb1a93e50c7 1fd8a374c56b0e92 7b419ce206adf358 21e74a8dfc90356b',
].map((box) => Uint8Array.from(box.replaceAll(' ', ''), (digit) => Number.parseInt(digit, 16)));

/** One number a bit; slow next to a table-driven DES, and quick enough for a logon. */
type Bits = Uint8Array;

function bits(bytes: Uint8Array): Bits {
  return Uint8Array.from({ length: 8 * bytes.length }, (_, at) => (u8(bytes, at >> 3) >> (7 - (at & 7))) & 1);
}

function select(from: Bits, order: readonly number[]): Bits {
  return Uint8Array.from(order, (bit) => u8(from, bit - 1));
}

function xor(left: Bits, right: Bits): Bits {
  return left.map((bit, at) => bit ^ u8(right, at));
}

/** 56 key bits to 64: every eighth bit makes the parity of its byte odd (RFC 2759 §9.3). */
export function expandKey(key: Uint8Array): Uint8Array {
  if (key.length !== 7) throw new RangeError('a DES key without parity has 7 bytes');
  const from = bits(key);
  const expanded = new Uint8Array(8);
  for (let at = 0; at < 8; at += 1) {
    let byte = 0;
    let parity = 1;
    for (const bit of from.subarray(7 * at, 7 * at + 7)) {
      byte = (byte << 1) | bit;
      parity ^= bit;
    }
    expanded[at] = (byte << 1) | parity;
  }
  from.fill(0);
  return expanded;
}

/** Sixteen round keys of 48 bits. */
function schedule(key: Uint8Array): Bits[] {
  const state = select(bits(expandKey(key)), choice1);
  const halves = [state.subarray(0, 28), state.subarray(28)];
  return shifts.map((shift) => {
    for (const half of halves) {
      const turned = half.slice(0, shift);
      half.copyWithin(0, shift);
      half.set(turned, 28 - shift);
    }
    return select(state, choice2);
  });
}

/** The cipher function f (FIPS 46-3, figure 2). */
function mix(half: Bits, roundKey: Bits): Bits {
  const input = xor(select(half, expansion), roundKey);
  const output = new Uint8Array(32);
  for (const [index, box] of boxes.entries()) {
    const six = input.subarray(6 * index, 6 * index + 6).reduce((value, bit) => (value << 1) | bit, 0);
    const row = ((six >> 4) & 2) | (six & 1);
    const four = u8(box, 16 * row + ((six >> 1) & 15));
    for (let at = 0; at < 4; at += 1) output[4 * index + at] = (four >> (3 - at)) & 1;
  }
  return select(output, permutation);
}

export function desEncrypt(block: Uint8Array, key: Uint8Array): Uint8Array {
  if (block.length !== 8) throw new RangeError('a DES block has 8 bytes');
  const roundKeys = schedule(key);
  const start = select(bits(block), initial);
  let left: Bits = start.subarray(0, 32);
  let right: Bits = start.subarray(32);
  for (const roundKey of roundKeys) {
    [left, right] = [right, xor(left, mix(right, roundKey))];
    roundKey.fill(0);
  }
  const end = new Uint8Array(64);
  end.set(right);
  end.set(left, 32);
  const result = select(end, final);
  return Uint8Array.from({ length: 8 }, (_, at) =>
    result.subarray(8 * at, 8 * at + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
}
