/** Closes the window once the call is up, was cancelled or has gone; a cancelled attempt is forgotten with it. */
import { useEffect, useRef, useState } from 'react';
import { asDialError, call } from '../../bridge.ts';
import { describeError } from '../../../contract/dial-error.ts';
import type { Scene } from '../../store/dial-view.ts';

/** True from the moment on that the window is going: what the state says then is no longer shown. */
export function useLeave(entry: string, scene: Scene['kind']): boolean {
  const [leaving, setLeaving] = useState(false);
  const asked = useRef(false);
  /** There was a call to look at: one that was being hung up when the window opened, say. */
  const seen = useRef(false);
  useEffect(() => {
    if (scene === 'dialling') seen.current = true;
    const over = scene === 'connected' || scene === 'cancelled' || (scene === 'nothing' && seen.current);
    if (!over || asked.current) return;
    asked.current = true;
    const leave = async (): Promise<void> => {
      setLeaving(true);
      if (scene === 'cancelled') await call('dismiss', { entry });
      await call('closeWindow', {});
    };
    leave().catch((thrown: unknown) => {
      // The window stays then, and shows what there is.
      console.error(describeError(asDialError(thrown)));
      asked.current = false;
      setLeaving(false);
    });
  }, [entry, scene]);
  return leaving;
}
