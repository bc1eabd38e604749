/** An error inside a dialog: number, cause, evidence, and what to try. */
import type { DialError } from '../../../contract/dial-error.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { Icon } from '../../controls/index.ts';
import './properties.css';

export function ErrorNote({ error }: { readonly error: DialError }) {
  const { what, attempt } = rasError(error.number);
  return (
    <div className="note" role="alert">
      <Icon name="error" size={16} />
      <div className="note-text">
        <div>{`Error ${error.number}: ${error.cause === '' ? what : error.cause}`}</div>
        {error.evidence !== undefined && <div className="evidence">{error.evidence}</div>}
        <div>{attempt}</div>
      </div>
    </div>
  );
}

/** Something the user should know before it becomes an error. */
export function WarningNote({ children }: { readonly children: string }) {
  return (
    <div className="note" role="status">
      <Icon name="warning" size={16} />
      <div className="note-text">{children}</div>
    </div>
  );
}
