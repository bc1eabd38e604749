/** Requests of a dialog's buttons: one at a time, and what goes wrong is there to be shown. */
import { useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError } from '../../bridge.ts';

export interface Requests {
  readonly busy: boolean;
  readonly problem: DialError | undefined;
  readonly run: (work: () => Promise<unknown>) => void;
}

export function useRequest(): Requests {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<DialError>();
  const run = (work: () => Promise<unknown>): void => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    work()
      .catch((thrown: unknown) => setProblem(asDialError(thrown)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}
