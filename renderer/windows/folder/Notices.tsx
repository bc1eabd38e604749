/** Bars above the list for what is wrong at the moment: a phonebook that makes no sense, a helper that may not run. */
import type { AppState } from '../../../contract/app.ts';
import type { DialError } from '../../../contract/dial-error.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { Button, Icon } from '../../controls/index.ts';

interface NoticesProps {
  readonly phonebook: Pick<AppState['phonebook'], 'path' | 'problem'>;
  readonly helper: AppState['environment']['helper'];
  readonly onTryAgain: () => void;
}

function Problem({ error }: { readonly error: DialError }) {
  return (
    <>
      <b>Error {error.number}:</b> {error.cause || rasError(error.number).what}
      {error.evidence !== undefined && <span className="notice-evidence">{error.evidence}</span>}
    </>
  );
}

export function Notices({ phonebook, helper, onTryAgain }: NoticesProps) {
  return (
    <>
      {phonebook.problem !== undefined && (
        <section className="notice" role="alert" aria-label="The phonebook cannot be read">
          <Icon name="warning" size={16} />
          <p className="selectable">
            <Problem error={phonebook.problem} />
            <span className="notice-evidence">
              Shown is what the phonebook last said that could be read: {phonebook.path}
            </span>
          </p>
        </section>
      )}
      {helper.error !== undefined && helper.state !== 'connected' && (
        <section className="notice" role="alert" aria-label="Nothing can be dialed">
          <Icon name="warning" size={16} />
          <p className="selectable">
            <Problem error={helper.error} />
          </p>
          <Button
            onClick={onTryAgain}
            disabled={helper.state === 'starting'}
            title="Starts the helper again."
          >
            &Try Again
          </Button>
        </section>
      )}
    </>
  );
}
