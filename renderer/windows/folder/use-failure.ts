/** Runs what may fail and holds the failure until it has been read. */
import { useCallback, useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError } from '../../bridge.ts';

export interface Failing {
  readonly failure: DialError | undefined;
  readonly attempt: (work: () => Promise<unknown>) => void;
  readonly dismiss: () => void;
}

export function useFailure(): Failing {
  const [failure, setFailure] = useState<DialError>();
  const attempt = useCallback((work: () => Promise<unknown>) => {
    work().catch((thrown: unknown) => setFailure(asDialError(thrown)));
  }, []);
  const dismiss = useCallback(() => setFailure(undefined), []);
  return { failure, attempt, dismiss };
}
