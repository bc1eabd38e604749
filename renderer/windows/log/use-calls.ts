/** The calls that are logged, as the main process last listed them. */
import { useCallback, useEffect, useState } from 'react';
import type { LogCall } from '../../../contract/app.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call, on } from '../../bridge.ts';
import { inOrder } from './calls.ts';

export interface Calls {
  /** Absent: not known yet. */
  readonly calls: readonly LogCall[] | undefined;
  readonly failure: DialError | undefined;
  readonly reload: () => void;
}

export function useCalls(): Calls {
  const [calls, setCalls] = useState<readonly LogCall[]>();
  const [failure, setFailure] = useState<DialError>();
  const reload = useCallback(() => {
    call('logCalls', {}).then(
      (answer) => {
        setCalls(inOrder(answer.calls));
        setFailure(undefined);
      },
      (thrown: unknown) => setFailure(asDialError(thrown)),
    );
  }, []);
  useEffect(() => {
    const stop = on('logCallsChanged', reload);
    reload();
    return stop;
  }, [reload]);
  return { calls, failure, reload };
}
