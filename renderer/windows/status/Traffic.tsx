/** Bytes and frames both ways, and what went wrong on the way. */
import type { CounterSnapshot } from '../../../contract/status.ts';
import { Reason } from '../../controls/index.ts';
import { countText, receiveErrorCount, sendErrorCount, tunnelLossCount } from './status-text.ts';
import type { ErrorCount } from './status-text.ts';

/** How many, and which kinds, for those who point at it or come to it with Tab. */
function Errors({ what, count }: { readonly what: string; readonly count: ErrorCount }) {
  return (
    <td>
      <Reason text={`${what}: ${count.kinds}`}>
        {(describedBy) => (
          <span className="errors" tabIndex={0} aria-describedby={describedBy}>
            {countText(count.total)}
          </span>
        )}
      </Reason>
    </td>
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
        {counters !== undefined && (
          <tr>
            <th scope="row">Errors:</th>
            <Errors what="Errors in what was received" count={receiveErrorCount(counters)} />
            <Errors what="Errors in sending" count={sendErrorCount(counters)} />
          </tr>
        )}
        {counters !== undefined && tunnel && (
          <tr>
            <th scope="row">Lost on the way:</th>
            <Errors what="Lost on the way here" count={tunnelLossCount(counters)} />
            <td>
              <Reason text="The other end does not say what is lost on the way there.">
                {(describedBy) => (
                  <span className="errors" tabIndex={0} aria-describedby={describedBy}>
                    -
                  </span>
                )}
              </Reason>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
