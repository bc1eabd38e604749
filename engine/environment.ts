/** What every part of a call takes from the world: time and randomness, so that a test can hand in its own. */
import type { Clock, Random } from '../protocol/clock.ts';
import { systemClock } from './clock.ts';
import { systemRandom } from './random.ts';

export interface Environment {
  readonly clock: Clock;
  readonly random: Random;
}

export const systemEnvironment: Environment = { clock: systemClock, random: systemRandom };
