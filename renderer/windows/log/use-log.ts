/** One log as the viewer shows it: the model, fed by what is fetched and by what grows. */
import { useEffect, useReducer, useRef, useState } from 'react';
import type { ActionDispatch } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call, on } from '../../bridge.ts';
import { LogFetcher } from './fetcher.ts';
import type { LogAction, LogModel } from './model.ts';
import { anew, emptyLog, logReducer } from './model.ts';

export interface Log {
  readonly model: LogModel;
  readonly dispatch: ActionDispatch<[LogAction]>;
  /** Why the lines do not come. */
  readonly failure: DialError | undefined;
  readonly retry: () => void;
}

export function useLog(log: string | undefined, live: boolean): Log {
  const [model, dispatch] = useReducer(logReducer, emptyLog);
  const [failure, setFailure] = useState<DialError>();
  const fetcher = useRef<LogFetcher>(undefined);
  // Whether it is live matters when it is opened; its end does not open it anew.
  const liveNow = useRef(live);
  useEffect(() => {
    liveNow.current = live;
  }, [live]);

  useEffect(() => {
    setFailure(undefined);
    if (log === undefined) return undefined;
    dispatch({ type: 'opened', log, live: liveNow.current });
    const own = new LogFetcher({
      fetch: (from, count) => call('logLines', { log, from, count }),
      loaded: (from, chunk) => {
        setFailure(undefined);
        dispatch({ type: 'loaded', from, ...chunk });
      },
      failed: (thrown) => setFailure(asDialError(thrown)),
    });
    fetcher.current = own;
    const stop = on('logGrew', (event) => {
      if (event.log !== log) return;
      dispatch({ type: 'grew', total: event.total });
      own.grew(event.total);
    });
    own.start();
    return () => {
      stop();
      own.close();
    };
  }, [log]);

  const { paused } = model;
  // Between two logs, the lines of the old one are not shown as the new one's.
  const shown = model.log === log ? model : anew(model);
  useEffect(() => {
    if (fetcher.current !== undefined) fetcher.current.paused = paused;
  }, [paused]);

  const retry = (): void => {
    setFailure(undefined);
    fetcher.current?.start();
  };
  return { model: shown, dispatch, failure, retry };
}
