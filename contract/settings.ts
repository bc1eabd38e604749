/** What the user decides once for all connections: the Settings of the Connections menu, and how the folder looks. */
import { z } from './zod.ts';

export const settings = z.strictObject({
  /** "Show an icon on taskbar after connected": the tray. */
  showTrayIcon: z.boolean(),
  /** "Prompt for information before dialing". */
  promptBeforeDialing: z.boolean(),
  /** "Show a confirmation dialog after connected". */
  confirmConnected: z.boolean(),
  /** For entries that say nothing of their own about redialling; `pause` in seconds. */
  redial: z.strictObject({
    enabled: z.boolean(),
    attempts: z.int().min(1).max(100),
    pause: z.int().min(0).max(3600),
  }),
  /** What becomes of the calls when the last window closes and no tray icon is left. */
  whenClosed: z.enum(['keep-calls', 'hang-up']),
  sound: z.strictObject({ enabled: z.boolean(), volume: z.int().min(0).max(100) }),
  folder: z.strictObject({
    view: z.enum(['icons', 'list', 'details']),
    arrange: z.enum(['name', 'device', 'number', 'status']),
    /** The other way round. */
    descending: z.boolean(),
    statusBar: z.boolean(),
  }),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = {
  showTrayIcon: true,
  promptBeforeDialing: true,
  confirmConnected: true,
  redial: { enabled: false, attempts: 10, pause: 5 },
  whenClosed: 'keep-calls',
  sound: { enabled: true, volume: 40 },
  folder: { view: 'icons', arrange: 'name', descending: false, statusBar: true },
};
