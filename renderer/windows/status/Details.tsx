/** What was agreed on with the other end, row by row. */
import type { ConnectionStatus } from '../../../contract/status.ts';
import { detailRows } from './status-text.ts';

export function Details({ status }: { readonly status: ConnectionStatus }) {
  return (
    // A list that scrolls must be reachable by keyboard.
    <div className="details selectable" tabIndex={0} role="region" aria-label="Details">
      <dl>
        {detailRows(status).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
