/** The settings while they are being edited: what was changed here, over what holds now, which other windows may have changed. */
import type { Settings } from '../../../contract/settings.ts';

export type Redial = Settings['redial'];

/** Nothing but what was changed. */
export interface SettingsChanges extends Partial<
  Pick<Settings, 'showTrayIcon' | 'promptBeforeDialing' | 'confirmConnected' | 'whenClosed'>
> {
  readonly redial?: Partial<Redial>;
  readonly sound?: Partial<Settings['sound']>;
}

/** What is shown, and what is saved. */
export const withChanges = (now: Settings, changes: SettingsChanges): Settings => ({
  ...now,
  ...changes,
  redial: { ...now.redial, ...changes.redial },
  sound: { ...now.sound, ...changes.sound },
});

/** One change more. */
export const changed = (before: SettingsChanges, more: SettingsChanges): SettingsChanges => ({
  ...before,
  ...more,
  redial: { ...before.redial, ...more.redial },
  sound: { ...before.sound, ...more.sound },
});

/** The longest pause there may be is an hour to the second. */
export const mostMinutes = 60;

export const minutesOf = (pause: number): number => Math.floor(pause / 60);
export const secondsOf = (pause: number): number => pause % 60;
/** An hour has no seconds beyond it. */
export const mostSeconds = (pause: number): number => (minutesOf(pause) === mostMinutes ? 0 : 59);

export const withMinutes = (pause: number, minutes: number): number =>
  minutes * 60 + Math.min(secondsOf(pause), mostSeconds(minutes * 60));
export const withSeconds = (pause: number, seconds: number): number => minutesOf(pause) * 60 + seconds;
