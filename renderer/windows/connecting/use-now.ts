/** The time, for showing how long something has lasted: it moves no state, it only counts what the helper told. */
import { useEffect, useReducer } from 'react';

/** Milliseconds since 1970 at each drawing, and a drawing at least each second while `running`. */
export function useNow(running: boolean): number {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(draw, 1000);
    return () => clearInterval(timer);
  }, [running]);
  // Not the last tick's: a state that has just begun would begin in the future.
  return Date.now();
}
