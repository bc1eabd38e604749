/** The boxes that the folder puts over itself: a question before deleting, why that cannot be now, and a failure. */
import type { DialError } from '../../../contract/dial-error.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { MessageBox } from '../../controls/index.ts';

export function DeleteBox(props: {
  readonly name: string;
  readonly dependents: readonly string[];
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { name, dependents } = props;
  return (
    <MessageBox
      icon="question"
      title="Confirm Connection Delete"
      buttons={[
        { label: '&Yes', default: true, onClick: props.onYes },
        { label: '&No', onClick: props.onNo },
      ]}
    >
      <p>Do you want to delete the connection &quot;{name}&quot; and the password kept for it?</p>
      {dependents.length > 0 && (
        <p>
          {dependents.map((dependent) => `"${dependent}"`).join(', ')}{' '}
          {dependents.length === 1 ? 'dials' : 'dial'} it first and will need another one.
        </p>
      )}
    </MessageBox>
  );
}

/** What is up or being dialled keeps its name and its place in the phonebook until it has ended. */
export function BusyBox({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  return (
    <MessageBox
      icon="warning"
      title="Dial-Up Networking"
      buttons={[{ label: 'OK', default: true, onClick: onClose }]}
    >
      <p>
        The connection &quot;{name}&quot; is in use: it can be neither deleted nor renamed. Disconnect it
        first.
      </p>
    </MessageBox>
  );
}

export function FailureBox({ error, onClose }: { readonly error: DialError; readonly onClose: () => void }) {
  const { what, attempt } = rasError(error.number);
  return (
    <MessageBox
      icon="error"
      title="Dial-Up Networking"
      buttons={[{ label: 'OK', default: true, onClick: onClose }]}
    >
      <p>
        <b>Error {error.number}:</b> {error.cause || what}
      </p>
      {error.evidence !== undefined && <p>{error.evidence}</p>}
      <p>{attempt}</p>
    </MessageBox>
  );
}
