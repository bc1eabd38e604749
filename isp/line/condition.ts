/** One direction of a line as its condition makes it: noise first, then the modem's speed. */
import type { Clock } from '../clock.ts';
import type { NoiseOptions } from './noise.ts';
import { noise } from './noise.ts';
import { Pacer } from './pacer.ts';

export interface LineCondition {
  /** Bits per second; undefined: as fast as it goes. */
  readonly speed?: number;
  readonly noise?: NoiseOptions;
}

export interface OneWay {
  write(bytes: Uint8Array): void;
  stop(): void;
}

export function oneWay(clock: Clock, condition: LineCondition, out: (bytes: Uint8Array) => void): OneWay {
  const hear = condition.noise === undefined ? undefined : noise(condition.noise);
  const pacer = condition.speed === undefined ? undefined : new Pacer(clock, condition.speed, out);
  return {
    write(bytes) {
      const heard = hear === undefined ? bytes : hear(bytes);
      if (heard.length === 0) return;
      if (pacer === undefined) out(heard);
      else pacer.write(heard);
    },
    stop: () => pacer?.stop(),
  };
}
