/** One line for what went wrong in a dialog that stays open. */
import type { DialError } from '../../../contract/dial-error.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { Icon } from '../../controls/index.ts';
import './problem.css';

export function Problem({ error }: { readonly error: DialError | undefined }) {
  if (error === undefined) return null;
  const { what } = rasError(error.number);
  const details = [error.cause === what ? '' : error.cause, error.evidence ?? ''].filter(Boolean);
  return (
    <div className="problem" role="alert">
      <Icon name="error" size={16} />
      <div className="selectable">
        <p>
          Error {error.number}: {what}
        </p>
        {details.map((detail) => (
          <p key={detail}>{detail}</p>
        ))}
      </div>
    </div>
  );
}
