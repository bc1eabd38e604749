/** Which lines of a log are wanted: the same for what the viewer shows and for what is saved. */
import { legs } from './dial-state.ts';
import type { LogRecord } from './log.ts';
import { logLayers } from './log.ts';
import { z } from './zod.ts';

export const logFilter = z.strictObject({
  /** Those shown; absent: all. */
  legs: z.array(z.enum(legs)).optional(),
  layers: z.array(z.enum(logLayers)).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

export function passes(filter: LogFilter, record: Pick<LogRecord, 'leg' | 'layer'>): boolean {
  return (
    (filter.legs === undefined || filter.legs.includes(record.leg)) &&
    (filter.layers === undefined || filter.layers.includes(record.layer))
  );
}
