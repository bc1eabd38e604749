/** Where each thing the helper tells goes: to the dials, the counters, the terminals, and to the pages that show them. */
import { interactiveDetail } from '../../contract/dial-state.ts';
import type { EventBody, HelperEvent } from '../../contract/helper.ts';
import type { Clock } from './clock.ts';
import type { CounterHistory } from './counter-history.ts';
import type { DialService } from './dial-service.ts';
import type { LogService } from './log-service.ts';
import type { Pages } from './pages.ts';
import type { TerminalBacklog } from './terminal-backlog.ts';
import type { Windows } from './windows.ts';

export interface HelperEventTargets {
  readonly clock: Pick<Clock, 'now'>;
  readonly dial: Pick<DialService, 'state' | 'ended' | 'isLive'>;
  readonly history: CounterHistory;
  readonly logs: Pick<LogService, 'event'>;
  readonly pages: Pick<Pages, 'publish' | 'publishTerminal'>;
  readonly terminal: TerminalBacklog;
  readonly windows: Pick<Windows, 'open'>;
  /** There has been traffic, or none. */
  counted(): void;
}

/** The line waits for a person; a script needs nobody. */
const needsTerminal = ({ state, detail }: EventBody<'state'>): boolean =>
  state === 'interactive' && detail !== interactiveDetail.script;

export function routeHelperEvent(event: HelperEvent, to: HelperEventTargets): void {
  to.logs.event(event);
  switch (event.event) {
    case 'state':
      to.dial.state(event.body);
      if (needsTerminal(event.body) && to.dial.isLive(event.body.entry))
        to.windows.open({ kind: 'terminal', entry: event.body.entry });
      return;
    case 'ended':
      to.dial.ended(event.body);
      to.history.forget(event.body.entry);
      to.terminal.forget(event.body.entry);
      return;
    case 'counters': {
      const { entry, call, counters } = event.body;
      const time = to.clock.now();
      to.history.add(entry, call, { time, counters });
      to.pages.publish('counters', { time, entry, counters });
      to.counted();
      return;
    }
    case 'terminal': {
      const { entry, call, data } = event.body;
      to.terminal.add(entry, call, data);
      to.pages.publishTerminal({ entry, data });
      return;
    }
    // Logs are kept by their service; frames are not subscribed to.
    case 'log':
    case 'captured':
      return;
  }
}
