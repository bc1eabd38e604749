/** MD4 (RFC 1320). Legacy, long broken: only for MS-CHAP and MPPE. */
import { u8 } from '../bytes.ts';

const rotl = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Each round: its function, the order in which it takes the words, its rotations and its constant (§3.4). */
const rounds = [
  {
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
    constant: 0,
  },
  {
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
    constant: 0x5a827999,
  },
  {
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
    constant: 0x6ed9eba1,
  },
] as const;

/** The message, one bit, zeros, and the length in bits: a multiple of 64 bytes (§3.1, §3.2). */
function padded(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  bytes.set(message);
  bytes[message.length] = 0x80;
  let bits = message.length * 8;
  for (let at = bytes.length - 8; bits > 0; at += 1) {
    bytes[at] = bits % 256;
    bits = Math.floor(bits / 256);
  }
  return bytes;
}

function word(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) | (u8(bytes, at + 1) << 8) | (u8(bytes, at + 2) << 16) | (u8(bytes, at + 3) << 24);
}

export function md4(message: Uint8Array): Uint8Array {
  const bytes = padded(message);
  let state: readonly [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < bytes.length; block += 64) {
    let [a, b, c, d] = state;
    for (const { mix, order, shifts, constant } of rounds) {
      for (const [step, index] of order.entries()) {
        const sum = (a + mix(b, c, d) + word(bytes, block + 4 * index) + constant) | 0;
        // Rotating the registers' names instead of the four spelled-out variants of the RFC.
        [a, b, c, d] = [d, rotl(sum, shifts[(step & 3) as 0 | 1 | 2 | 3]), b, c];
      }
    }
    state = [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
  }
  bytes.fill(0);
  const digest = new Uint8Array(16);
  for (const [index, value] of state.entries())
    for (let shift = 0; shift < 4; shift += 1) digest[4 * index + shift] = value >>> (8 * shift);
  return digest;
}
