/** The call on its way: the two computers, a line for each leg, and Cancel; questions on the way are asked here, too. */
import { call } from '../../bridge.ts';
import { Button, ButtonRow, Dialog } from '../../controls/index.ts';
import type { LegView } from '../../store/dial-view.ts';
import { askingLeg, isAtWork } from '../../store/dial-view.ts';
import { Computers } from './Computers.tsx';
import { LegLine } from './LegLine.tsx';
import { NewPassword } from './NewPassword.tsx';
import { Problem } from './Problem.tsx';
import { RetryLogon } from './RetryLogon.tsx';
import { useNow } from './use-now.ts';
import { useRequest } from './use-request.ts';
import type { Requests } from './use-request.ts';
import './connecting.css';

interface ProgressProps {
  readonly entry: string;
  readonly legs: readonly LegView[];
}

const hangUp = (entry: string): Promise<unknown> => call('hangup', { entry });

/** What was dialled only for the tunnel falls with it, unless it is asked for by itself. */
async function stopButKeep(entry: string, beneath: string): Promise<void> {
  await call('dial', { entry: beneath, logons: {} });
  await hangUp(entry);
}

/** The two ends talk to each other: from then on something comes back. */
const hasReached = ({ state }: LegView): boolean =>
  state !== undefined && !['openPort', 'portOpened', 'connectDevice'].includes(state);

function Question({ leg, run }: { readonly leg: LegView; readonly run: Requests['run'] }) {
  if (leg.state === 'retryAuthentication') return <RetryLogon leg={leg} />;
  if (leg.state === 'passwordExpired') return <NewPassword leg={leg} />;
  return (
    <div className="question">
      <p>The other end has something to say: a terminal window is open on the line.</p>
      <ButtonRow align="start">
        <Button
          default
          autoFocus
          onClick={() => run(() => call('openWindow', { kind: 'terminal', entry: leg.entry }))}
        >
          Show &Terminal
        </Button>
      </ButtonRow>
    </div>
  );
}

export function Progress({ entry, legs }: ProgressProps) {
  const now = useNow(true);
  const { busy, problem, run } = useRequest();
  const asking = askingLeg(legs);
  const atWork = legs.find(isAtWork);

  const cancel = (): void => run(() => hangUp(entry));
  /** The leg above one that is up can be given up alone. */
  const stopOf = (leg: LegView, index: number) => {
    const beneath = legs[index - 1];
    if (leg.state === 'disconnecting' || leg.state === 'disconnected') return undefined;
    if (beneath?.state === 'connected' && leg.state !== 'connected')
      return {
        label: 'Stop',
        title: `Gives up ${leg.entry} and leaves ${beneath.entry} connected.`,
        onClick: () => run(() => stopButKeep(leg.entry, beneath.entry)),
      };
    const above = legs[index + 1];
    if (above === undefined || leg.state === undefined) return undefined;
    return {
      label: leg.state === 'connected' ? 'Hang Up' : 'Stop',
      title: `Hangs up ${leg.entry}, and with it what travels inside.`,
      onClick: () => run(() => hangUp(leg.entry)),
    };
  };

  return (
    <Dialog title={`Connecting to ${entry}`} onEscape={cancel} width={400}>
      <div className="connecting">
        <Computers moving={atWork !== undefined} reached={atWork !== undefined && hasReached(atWork)} />
        <Button default={asking === undefined} onClick={cancel} disabled={busy}>
          Cancel
        </Button>
      </div>
      <ul className="legs">
        {legs.map((leg, index) => (
          <LegLine key={leg.entry} leg={leg} now={now} stop={busy ? undefined : stopOf(leg, index)} />
        ))}
      </ul>
      <Problem error={problem} />
      {asking !== undefined && (
        <Question leg={asking} run={run} key={`${asking.entry} ${asking.since ?? 0}`} />
      )}
    </Dialog>
  );
}
