/** The time, for showing how long something has lasted: it moves no state, it only counts what the helper told. */
import { useEffect, useState } from 'react';

/** Milliseconds since 1970, anew each second while `running`. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  // A state that began since the last tick began in the past all the same.
  return now;
}
