/** How loud the modem of an entry is: its own word, else that of the settings. */
import type { Settings } from '../../contract/settings.ts';

/** From 0 to 100; 0 is off. */
export const heardVolume = (speaker: number | undefined, { enabled, volume }: Settings['sound']): number =>
  speaker ?? (enabled ? volume : 0);
