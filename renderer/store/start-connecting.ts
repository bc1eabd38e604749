/** What Connect means, wherever it is chosen: ask first (Connect To), or dial at once and show the progress. */
import type { CallResponse } from '../../contract/app.ts';
import type { Entry } from '../../contract/phonebook.ts';
import type { Settings } from '../../contract/settings.ts';
import { call } from '../bridge.ts';
import { appNow } from './index.ts';
import { connectionOf, dialOf, entryView } from './selectors.ts';

/** Whether Connect To is shown before dialling: the entry's own word, else the Settings', or because a password is missing. */
export function mustAsk(
  entry: Pick<Entry, 'prompt'>,
  settings: Pick<Settings, 'promptBeforeDialing'>,
  legs: CallResponse<'logons'>['legs'],
): boolean {
  if (entry.prompt ?? settings.promptBeforeDialing) return true;
  return legs.some((leg) => !leg.connected && !leg.saved);
}

/** Connects the entry; one that is up or being dialled shows its window instead. Throws a DialFailure. */
export async function startConnecting(name: string): Promise<void> {
  const now = appNow();
  const connection = connectionOf(name)(now);
  if (connection?.state === 'connected') {
    await call('openWindow', { kind: 'status', entry: name });
    return;
  }
  if (connection !== undefined || dialOf(name)(now)?.phase === 'dialling') {
    await call('openWindow', { kind: 'connecting', entry: name });
    return;
  }
  const view = entryView(name)(now);
  const { legs } = await call('logons', { entry: name });
  if (view === undefined || mustAsk(view.entry, now.settings, legs)) {
    await call('openWindow', { kind: 'connect', entry: name });
    return;
  }
  await call('dial', { entry: name, logons: {} });
  await call('openWindow', { kind: 'connecting', entry: name });
}
