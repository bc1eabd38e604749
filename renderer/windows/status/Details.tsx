/** What was agreed on with the other end, row by row, and what the encryption is worth. */
import type { ConnectionStatus } from '../../../contract/status.ts';
import { detailRows } from './status-text.ts';

export function Details({ status }: { readonly status: ConnectionStatus }) {
  return (
    // A list that scrolls must be reachable by keyboard.
    <div className="details selectable" tabIndex={0} role="region" aria-label="Details">
      <table>
        <tbody>
          {detailRows(status).map(({ label, value }) => (
            <tr key={label}>
              <th scope="row">{label}:</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
