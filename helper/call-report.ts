/** What a connection says about its call, in the contract's words; what a peer had a part in is made fit to be shown. */
import type { DialError } from '../contract/dial-error.ts';
import type { DialState, Leg } from '../contract/dial-state.ts';
import type { EventBody } from '../contract/helper.ts';
import type { LogRecord } from '../contract/log.ts';
import type { ResolvedEntry } from '../contract/phonebook.ts';
import { oneLine } from '../contract/text.ts';
import type { CapturedFrame, Failure, LogLine } from '../engine/call-types.ts';

/** Whose words they are. */
export interface Speaker {
  readonly entry: ResolvedEntry;
  readonly call: number;
  readonly leg: Leg;
}

/** States in which it is the modem that fails, not the provider behind it. */
const modemStates: ReadonlySet<DialState> = new Set([
  'openPort',
  'portOpened',
  'connectDevice',
  'deviceConnected',
]);

/** `reached` is how far the call had come. */
export function dialErrorOf(
  { entry, leg }: Speaker,
  reached: DialState,
  { number, cause, evidence }: Failure,
): DialError {
  const { kind } = entry.device;
  const hasModem = kind === 'modem' || kind === 'tcp-modem';
  return {
    number,
    leg: hasModem && modemStates.has(reached) ? 'modem' : leg,
    entry: entry.name,
    cause: oneLine(cause).slice(0, 2000),
    ...(evidence === undefined ? {} : { evidence: oneLine(evidence).slice(0, 2000) }),
  };
}

export function logRecordOf(
  { entry, call, leg }: Speaker,
  time: number,
  { layer, direction, text, frame }: LogLine,
): LogRecord {
  return {
    time,
    entry: entry.name,
    call,
    leg,
    layer,
    ...(direction === undefined ? {} : { direction }),
    text: oneLine(text),
    ...(frame === undefined
      ? {}
      : {
          frame: {
            protocol: frame.protocol,
            information: Buffer.from(frame.information).toString('base64'),
          },
        }),
  };
}

export function capturedBody(
  { entry, call, leg }: Speaker,
  frames: readonly CapturedFrame[],
  lost: number,
): EventBody<'captured'> {
  return {
    entry: entry.name,
    call,
    leg,
    lost,
    frames: frames.map(({ direction, time, frame }) => ({
      direction,
      time,
      frame: Buffer.from(frame).toString('base64'),
    })),
  };
}

export const terminalBody = ({ entry, call, leg }: Speaker, data: string): EventBody<'terminal'> => ({
  entry: entry.name,
  call,
  leg,
  data,
});
