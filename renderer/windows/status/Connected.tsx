/** The Status window of a connection that is up: speed, duration, traffic, the graph, and behind a button the details. */
import { useState } from 'react';
import type { ConnectionStatus } from '../../../contract/status.ts';
import { call } from '../../bridge.ts';
import { Button, Dialog, Icon, useWindowFrame } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { Problem } from '../connecting/Problem.tsx';
import { useNow } from '../connecting/use-now.ts';
import { useRequest } from '../connecting/use-request.ts';
import { Details } from './Details.tsx';
import { Graph } from './Graph.tsx';
import { durationText, securityNote, speedLine } from './status-text.ts';
import { Traffic } from './Traffic.tsx';

interface ConnectedProps {
  readonly status: ConnectionStatus;
  /** The line this one travels inside, down to the one at the bottom. */
  readonly beneath: readonly string[];
  /** The user hangs up and the window goes; false: it could not be hung up. */
  readonly onLeave: (leaving: boolean) => void;
}

function Security({ status }: { readonly status: ConnectionStatus }) {
  const note = securityNote(status);
  if (note === undefined) return null;
  return (
    <div className="security" data-kind={note.kind}>
      <Icon
        name={note.kind === 'warning' ? 'lock-open' : 'lock'}
        size={16}
        label={note.kind === 'warning' ? 'Warning' : 'Encrypted'}
      />
      <p>{note.text}</p>
    </div>
  );
}

export function Connected({ status, beneath, onLeave }: ConnectedProps) {
  const { entry, connectedAt, kind } = status;
  const counters = useApp((state) => state.counters[entry])?.counters ?? status.counters;
  const now = useNow(true);
  const [details, setDetails] = useState(false);
  const { close } = useWindowFrame();
  const { busy, problem, run } = useRequest();
  const tunnel = kind === 'pptp';
  const bottom = beneath[0];

  const disconnect = (lowest: string): void =>
    run(async () => {
      onLeave(true);
      try {
        await call('hangup', { entry: lowest });
        await call('closeWindow', {});
      } catch (thrown) {
        onLeave(false);
        throw thrown;
      }
    });

  return (
    <Dialog title={`Connected to ${entry}`} onEscape={close} width={430}>
      <div className="status-top">
        <Icon name={tunnel ? 'connection-tunnel-connected' : 'connection-modem-connected'} />
        <div className="status-words">
          <p>{speedLine(status)}</p>
          <p>Duration: {durationText(connectedAt === undefined ? 0 : now - connectedAt)}</p>
          <Traffic counters={counters} tunnel={tunnel} />
        </div>
        <div className="status-buttons">
          <Button default autoFocus onClick={close}>
            OK
          </Button>
          <Button onClick={() => disconnect(entry)} disabled={busy}>
            Dis&connect
          </Button>
          {bottom !== undefined && (
            <Button
              onClick={() => disconnect(bottom)}
              disabled={busy}
              title={`Hangs up ${[entry, ...beneath.toReversed()].join(' and ')}.`}
            >
              Disconnect &All
            </Button>
          )}
          <Button onClick={() => setDetails(!details)} pressed={details}>
            {details ? '<< &Details' : '&Details >>'}
          </Button>
        </div>
      </div>
      <Problem error={problem} />
      <Graph entry={entry} key={status.call} />
      <Security status={status} />
      {details && <Details status={status} />}
    </Dialog>
  );
}
