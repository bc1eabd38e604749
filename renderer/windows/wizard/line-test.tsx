/** "Test modem" and "Test host": tries what was entered, and shows what came back. */
import { useEffect, useRef, useState } from 'react';
import type { CallResponse } from '../../../contract/app.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import type { Entry } from '../../../contract/phonebook.ts';
import { lineDevice } from '../../../contract/phonebook.ts';
import { host as hostSchema } from '../../../contract/text.ts';
import { asDialError, call } from '../../bridge.ts';
import { Button } from '../../controls/index.ts';
import { ErrorNote } from '../properties/error-note.tsx';

type Dialogue = CallResponse<'testModem'>['dialogue'];

type Trial<T> =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'done'; readonly result: T }
  | { readonly state: 'failed'; readonly error: DialError };

/** One try at a time; what comes back for something that was changed meanwhile is dropped. */
function useTrial<T>(subject: string) {
  const [trial, setTrial] = useState<Trial<T>>({ state: 'idle' });
  const current = useRef(0);
  useEffect(() => {
    setTrial({ state: 'idle' });
    return () => {
      current.current += 1;
    };
  }, [subject]);
  const run = (work: () => Promise<T>): void => {
    const mine = ++current.current;
    setTrial({ state: 'running' });
    const show = (next: Trial<T>) => mine === current.current && setTrial(next);
    work().then(
      (result) => show({ state: 'done', result }),
      (thrown: unknown) => show({ state: 'failed', error: asDialError(thrown) }),
    );
  };
  return [trial, run] as const;
}

export function ModemTest({ device }: { readonly device: Entry['device'] }) {
  const [trial, run] = useTrial<Dialogue>(JSON.stringify(device));
  const checked = lineDevice.safeParse(device);
  return (
    <>
      <div className="end">
        <Button
          disabled={!checked.success || trial.state === 'running'}
          title={checked.success ? undefined : 'First say where the modem is.'}
          onClick={() => {
            const { data } = checked;
            if (data !== undefined) run(async () => (await call('testModem', { device: data })).dialogue);
          }}
        >
          T&est Modem
        </Button>
      </div>
      <div role="status" aria-live="polite">
        {trial.state === 'running' && 'Asking the modem...'}
        {trial.state === 'done' && (
          <ol className="dialogue selectable" aria-label="What the modem said" tabIndex={0}>
            {trial.result.map(({ direction, text }, index) => (
              <li key={index} className={direction}>
                {`${direction === 'sent' ? 'Send:' : 'Recv:'} ${text}`}
              </li>
            ))}
          </ol>
        )}
      </div>
      {trial.state === 'failed' && <ErrorNote error={trial.error} />}
    </>
  );
}

export function HostTest({ host }: { readonly host: string }) {
  const [trial, run] = useTrial<CallResponse<'testHost'>>(host);
  const valid = hostSchema.safeParse(host).success;
  return (
    <>
      <div className="end">
        <Button
          disabled={!valid || trial.state === 'running'}
          title={valid ? undefined : 'First type the name or the address of the server.'}
          onClick={() => run(() => call('testHost', { host }))}
        >
          T&est Host
        </Button>
      </div>
      <div role="status" aria-live="polite">
        {trial.state === 'running' && 'Looking for the server...'}
        {trial.state === 'done' &&
          `${trial.result.address} answered in ${Math.round(trial.result.milliseconds)} ms.`}
      </div>
      {trial.state === 'failed' && <ErrorNote error={trial.error} />}
    </>
  );
}
