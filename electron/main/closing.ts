/** What becomes of the calls and of the program when its last window closes, or when the user chooses Exit. */
import type { Settings } from '../../contract/settings.ts';

export type Closing = 'stay-in-tray' | 'hang-up-and-quit' | 'quit';

export interface ClosingFacts {
  /** Something is up or being dialled. */
  readonly live: boolean;
  /** The icon is there and somebody draws it: the calls can still be reached. */
  readonly trayShown: boolean;
  readonly whenClosed: Settings['whenClosed'];
}

/** The last window has closed. */
export function whenLastWindowCloses({ live, trayShown, whenClosed }: ClosingFacts): Closing {
  if (!live) return 'quit';
  if (trayShown) return 'stay-in-tray';
  return whenClosed === 'hang-up' ? 'hang-up-and-quit' : 'quit';
}

/** The user has chosen Exit. Calls that stay are the helper's: they outlive the program. */
export const whenTheUserExits = ({ live, whenClosed }: Omit<ClosingFacts, 'trayShown'>): Closing =>
  live && whenClosed === 'hang-up' ? 'hang-up-and-quit' : 'quit';

export interface Ending {
  /** Resolves when every call is down, or cannot be hung up. */
  hangUp(): Promise<unknown>;
  /** A window is open again: whoever started the program anew while it hung up wants it to stay. */
  wantedAgain(): boolean;
  leave(): Promise<void>;
}

export async function end(closing: Closing, ending: Ending): Promise<void> {
  if (closing === 'stay-in-tray') return;
  if (closing === 'hang-up-and-quit') {
    await ending.hangUp();
    if (ending.wantedAgain()) return;
  }
  await ending.leave();
}
