/** The error dialog: the number and its meaning, which leg, why, what shows it, and what to try. */
import type { DialProgress } from '../../../contract/app.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { call } from '../../bridge.ts';
import { Dialog, MessageBox } from '../../controls/index.ts';
import { isCredentialError } from '../../store/dial-view.ts';
import { placeOfFailure } from './leg-text.ts';
import { Problem } from './Problem.tsx';
import { useRequest } from './use-request.ts';
import './connecting.css';

interface FailureProps {
  readonly entry: string;
  readonly error: DialError;
  /** What was typed over for this attempt: the next one keeps it. */
  readonly once: DialProgress['once'];
  /** Legs beneath that are still up. */
  readonly stillUp: readonly string[];
}

export function Failure({ entry, error, once, stillUp }: FailureProps) {
  const { problem, run } = useRequest();
  const { what, attempt } = rasError(error.number);
  const place = placeOfFailure(error);

  const closeWindow = (): Promise<unknown> => call('closeWindow', {});
  const close = (): void =>
    run(async () => {
      await call('dismiss', { entry });
      await closeWindow();
    });
  /** The same again may help a busy line; a password that was refused is asked for first. */
  const redial = (): void =>
    run(async () => {
      if (isCredentialError(error)) {
        await call('openWindow', { kind: 'connect', entry });
        await closeWindow();
      } else await call('dial', { entry, logons: {}, ...once });
    });

  return (
    <Dialog title="Dial-Up Networking" onEscape={close} width={430}>
      <MessageBox
        icon="error"
        buttons={[
          { label: '&Redial', default: true, onClick: redial },
          { label: '&Log...', onClick: () => run(() => call('openWindow', { kind: 'log' })) },
          { label: 'Close', onClick: close },
        ]}
      >
        <p className="failure-what">
          Error {error.number}: {what}
        </p>
        {place !== undefined && <p>{place}</p>}
        {error.cause !== '' && error.cause !== what && <p>{error.cause}</p>}
        {error.evidence !== undefined && (
          <pre className="evidence selectable" aria-label="What shows it">
            {error.evidence}
          </pre>
        )}
        <p>What to try: {attempt}</p>
        {stillUp.length > 0 && <p>{stillUp.join(', ')} is still connected.</p>}
        <Problem error={problem} />
      </MessageBox>
    </Dialog>
  );
}
