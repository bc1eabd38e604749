/** How a connection ended whose Status window was open, with what it came to. */
import type { DialError } from '../../../contract/dial-error.ts';
import type { ConnectionStatus } from '../../../contract/status.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import { Dialog, MessageBox, useWindowFrame } from '../../controls/index.ts';
import { placeOfFailure } from '../connecting/leg-text.ts';
import { countText } from './status-text.ts';

interface EndedProps {
  readonly entry: string;
  /** As it was last; absent when it was over before this window came. */
  readonly last: ConnectionStatus | undefined;
  readonly error: DialError | undefined;
}

export function Ended({ entry, last, error }: EndedProps) {
  const { close } = useWindowFrame();
  const counters = last?.counters;
  const place = error && placeOfFailure(error);
  return (
    <Dialog title="Dial-Up Networking" onEscape={close} width={400}>
      <MessageBox
        icon={error === undefined ? 'info' : 'error'}
        buttons={[{ label: 'OK', default: true, onClick: close }]}
      >
        <p>{last === undefined ? `${entry} is not connected.` : `The connection to ${entry} has ended.`}</p>
        {error !== undefined && (
          <p>
            Error {error.number}: {rasError(error.number).what}
          </p>
        )}
        {place !== undefined && <p>{place}</p>}
        {error !== undefined && error.cause !== '' && <p>{error.cause}</p>}
        {error?.evidence !== undefined && <pre className="evidence selectable">{error.evidence}</pre>}
        {counters !== undefined && (
          <p>
            {countText(counters.bytesReceived)} bytes were received and {countText(counters.bytesSent)} sent.
          </p>
        )}
      </MessageBox>
    </Dialog>
  );
}
