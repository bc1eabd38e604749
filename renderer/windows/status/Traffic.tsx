/** Bytes and frames both ways, and what went wrong on the way. */
import type { CounterSnapshot } from '../../../contract/status.ts';
import { Reason } from '../../controls/index.ts';
import { countText, errorCount, tunnelLossCount } from './status-text.ts';
import type { ErrorCount } from './status-text.ts';

function Errors({ label, count }: { readonly label: string; readonly count: ErrorCount }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td colSpan={2}>
        <Reason text={count.kinds}>
          {(describedBy) => (
            <span className="errors" tabIndex={0} aria-describedby={describedBy}>
              {countText(count.total)}
            </span>
          )}
        </Reason>
      </td>
    </tr>
  );
}

interface TrafficProps {
  readonly counters: CounterSnapshot | undefined;
  readonly tunnel: boolean;
}

export function Traffic({ counters, tunnel }: TrafficProps) {
  const count = (key: keyof CounterSnapshot): string =>
    counters === undefined ? '-' : countText(counters[key]);
  return (
    <table className="traffic">
      <thead>
        <tr>
          <td />
          <th scope="col">Received</th>
          <th scope="col">Sent</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Bytes:</th>
          <td>{count('bytesReceived')}</td>
          <td>{count('bytesSent')}</td>
        </tr>
        <tr>
          <th scope="row">Frames:</th>
          <td>{count('framesReceived')}</td>
          <td>{count('framesSent')}</td>
        </tr>
        {counters !== undefined && <Errors label="Errors:" count={errorCount(counters)} />}
        {counters !== undefined && tunnel && (
          <Errors label="Lost on the way:" count={tunnelLossCount(counters)} />
        )}
      </tbody>
    </table>
  );
}
