/** Time as the exchange sees it: the engine's, so that one fake serves both. */
export type { Clock } from '../engine/call-types.ts';
export { systemClock } from '../engine/clock.ts';
