/** Randomness for challenges, magic numbers and call ids, from the operating system. */
import { randomFillSync } from 'node:crypto';
import type { Random } from '../protocol/clock.ts';

export const systemRandom: Random = (count) => randomFillSync(new Uint8Array(count));
