/** RC4, one key and one message. Legacy, long broken: only for MS-CHAP and MPPE. */
import { u8 } from '../bytes.ts';

/** Encrypts or decrypts: both are the same. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  if (key.length === 0 || key.length > 256) throw new RangeError('an RC4 key has 1 to 256 bytes');
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + u8(state, i) + u8(key, i % key.length)) & 0xff;
    swap(state, i, j);
  }
  const result = new Uint8Array(data.length);
  for (let at = 0, i = 0, j = 0; at < data.length; at += 1) {
    i = (i + 1) & 0xff;
    j = (j + u8(state, i)) & 0xff;
    swap(state, i, j);
    result[at] = u8(data, at) ^ u8(state, (u8(state, i) + u8(state, j)) & 0xff);
  }
  state.fill(0);
  return result;
}

function swap(state: Uint8Array, i: number, j: number): void {
  const kept = u8(state, i);
  state[i] = u8(state, j);
  state[j] = kept;
}
