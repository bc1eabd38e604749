/** One leg of the call: its name, what it is doing, for how long, and the way to stop it alone. */
import { Button, Icon } from '../../controls/index.ts';
import type { LegView } from '../../store/dial-view.ts';
import { isAtWork } from '../../store/dial-view.ts';
import { describeFailure, elapsedText, legText, redialText } from './leg-text.ts';

interface LegLineProps {
  readonly leg: LegView;
  readonly now: number;
  /** Absent: stopping this leg is stopping everything. */
  readonly stop: { readonly label: string; readonly title: string; readonly onClick: () => void } | undefined;
}

function iconOf({ kind, state }: LegView) {
  const line = kind === 'pptp' ? 'connection-tunnel' : 'connection-modem';
  return state === 'connected' ? (`${line}-connected` as const) : line;
}

export function LegLine({ leg, now, stop }: LegLineProps) {
  const { redial } = leg;
  return (
    <li className="leg">
      <Icon name={iconOf(leg)} size={16} />
      <div className="leg-words">
        <strong className="leg-name">{leg.entry}</strong>
        <span className="leg-state" role="status">
          {legText(leg)}
        </span>
        {redial !== undefined && (
          <>
            <span className="leg-redial">{redialText(redial, now)}</span>
            <span className="leg-reason selectable">{describeFailure(redial.after)}</span>
          </>
        )}
      </div>
      <span className="leg-elapsed">{isAtWork(leg) ? elapsedText(leg.since, now) : ''}</span>
      {stop !== undefined && (
        <Button onClick={stop.onClick} title={stop.title} className="leg-stop">
          {stop.label}
        </Button>
      )}
    </li>
  );
}
