/** The real clock: monotonic milliseconds and Node's timers. */
import type { Clock } from '../protocol/clock.ts';

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
