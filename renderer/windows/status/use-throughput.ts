/** The last two minutes of a connection: what the main process remembers first, then each second as it comes. */
import { useEffect, useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call, on } from '../../bridge.ts';
import type { Sample } from './throughput.ts';
import { addSamples, seedSamples } from './throughput.ts';

export interface Throughput {
  readonly samples: readonly Sample[];
  /** Why the first two minutes are missing. */
  readonly problem: DialError | undefined;
}

export function useThroughput(entry: string): Throughput {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [problem, setProblem] = useState<DialError>();
  useEffect(() => {
    let current = true;
    const off = on('counters', (event) => {
      if (event.entry === entry) setSamples((held) => addSamples(held, [event]));
    });
    call('history', { entry }).then(
      (answer) => {
        if (current) setSamples((heard) => seedSamples(heard, answer.samples));
      },
      (thrown: unknown) => {
        if (current) setProblem(asDialError(thrown));
      },
    );
    return () => {
      current = false;
      off();
    };
  }, [entry]);
  return { samples, problem };
}
