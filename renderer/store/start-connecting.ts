/** What Connect means, wherever it is chosen: ask first (Connect To), or dial at once and show the progress. */
import type { AppState, CallResponse } from '../../contract/app.ts';
import { call } from '../bridge.ts';
import { isOver } from './dial-view.ts';
import { appNow } from './index.ts';
import { connectionOf, dialOf, entryView } from './selectors.ts';

/** What choosing Connect does. */
export type ConnectStep =
  /** It is up: Status. */
  | 'status'
  /** It is on its way: the progress. */
  | 'connecting'
  /** Connect To. */
  | 'ask'
  /** Dials at once where every password is kept, else Connect To. */
  | 'ask-for-passwords';

/** The entry's own word counts for more than the Settings'. */
export function connectStep(
  state: Pick<AppState, 'connections' | 'dials' | 'phonebook' | 'settings'>,
  name: string,
): ConnectStep {
  const at = connectionOf(name)(state)?.state;
  if (at === 'connected') return 'status';
  // One that is coming down is no longer of use to anybody: whoever connects now wants a new call.
  if ((at !== undefined && !isOver(at)) || dialOf(name)(state)?.phase === 'dialling') return 'connecting';
  const view = entryView(name)(state);
  const ask = view?.entry.prompt ?? state.settings.promptBeforeDialing;
  return view === undefined || ask ? 'ask' : 'ask-for-passwords';
}

/** Whether a password is missing of a leg that has yet to be dialled. */
export const lacksPassword = (legs: CallResponse<'logons'>['legs']): boolean =>
  legs.some((leg) => !leg.connected && !leg.saved);

/** Connects the entry; one that is up or being dialled shows its window instead. Throws a DialFailure. */
export async function startConnecting(name: string): Promise<void> {
  const step = connectStep(appNow(), name);
  if (step === 'status' || step === 'connecting') {
    await call('openWindow', { kind: step, entry: name });
    return;
  }
  // The keyring is asked only where its answer matters: it may be slow.
  if (step === 'ask' || lacksPassword((await call('logons', { entry: name })).legs)) {
    await call('openWindow', { kind: 'connect', entry: name });
    return;
  }
  await call('dial', { entry: name, logons: {} });
  await call('openWindow', { kind: 'connecting', entry: name });
}
