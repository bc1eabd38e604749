/** What the log viewer asks and reports: may this log go, what went wrong. */
import type { LogCall } from '../../../contract/app.ts';
import { describeError } from '../../../contract/dial-error.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { Button, MessageBox } from '../../controls/index.ts';
import { startText } from './calls.ts';

interface DeleteBoxProps {
  readonly call: LogCall;
  readonly onAnswer: (yes: boolean) => void;
}

export function DeleteBox({ call, onAnswer }: DeleteBoxProps) {
  return (
    <MessageBox
      icon="question"
      title="Delete Log"
      buttons={[
        { label: '&Yes', default: true, onClick: () => onAnswer(true) },
        { label: '&No', onClick: () => onAnswer(false) },
      ]}
    >
      {`Delete the log of the call to ${call.entry} of ${startText(call.startedAt)}? It cannot be brought back.`}
    </MessageBox>
  );
}

interface FailureProps {
  readonly error: DialError;
  readonly onClose: () => void;
}

/** Something the user asked for did not happen. */
export function FailureBox({ error, onClose }: FailureProps) {
  return (
    <MessageBox
      icon="error"
      title="Connection Log"
      buttons={[{ label: 'OK', default: true, onClick: onClose }]}
    >
      <pre className="message-pre">{describeError(error)}</pre>
    </MessageBox>
  );
}

/** What should be shown does not come; it may be asked for again. */
export function FailureLine({ error, onRetry }: { readonly error: DialError; readonly onRetry: () => void }) {
  return (
    <div className="log-failure" role="alert">
      <pre className="selectable">{describeError(error)}</pre>
      <Button onClick={onRetry}>&Try again</Button>
    </div>
  );
}
