/** What every scenario starts with: the other machine, the device, the call. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Clock } from '../../protocol/clock.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { Call, CallDevice, CallOptions, Projected } from '../call-types.ts';
import { systemEnvironment } from '../environment.ts';
import type { Environment } from '../environment.ts';
import type { Order } from './answerer.ts';
import { holdings } from './leaks.ts';
import type { Holdings } from './leaks.ts';
import { callOptions, nullModem, pptp } from './options.ts';
import { RecordedCall } from './recorder.ts';
import { FarMachine, farAddress } from './two-machines.ts';

export interface DialParameters {
  /** What the other end does; undefined: nothing at all. */
  readonly order?: Order;
  /** Overrides the device that fits the order. */
  readonly device?: CallDevice;
  /** The modem's AT lines; undefined: ours. */
  readonly init?: readonly string[];
  readonly changes?: Partial<CallOptions>;
  /** Whose end of the cable between the machines takes only packets of 1400 bytes. */
  readonly narrow?: 'near' | 'far';
  /** How many times faster protocol time runs than the clock on the wall. */
  readonly haste?: number;
}

export interface Result {
  readonly states: readonly DialState[];
  readonly projections: readonly Projected[];
  readonly failure?: Failure;
  readonly before: Holdings;
  readonly after: Holdings;
  readonly log: string;
  readonly far: string;
}

/** An ICMP echo over IPv4 adds twenty bytes of IP and eight of its own. */
export const echoOverhead = 28;

function hasty(haste: number): Environment {
  const { clock, random } = systemEnvironment;
  const fast: Clock = {
    now: () => clock.now() * haste,
    after: (milliseconds, run) => clock.after(milliseconds / haste, run),
  };
  return { clock: fast, random };
}

export async function deviceFor(
  far: FarMachine,
  { order, device, init }: DialParameters,
): Promise<CallDevice> {
  const { path = '' } = order ? await far.order(order) : {};
  if (device) return device;
  switch (order?.type) {
    case 'pty':
      return nullModem(path);
    case 'modem':
      return {
        kind: 'modem',
        path,
        speed: 115_200,
        flow: 'none',
        init,
        dialling: 'tone',
        number: '5550100',
        carrierTimeout: 10_000,
      };
    default:
      return pptp(farAddress);
  }
}

export async function start(
  far: FarMachine,
  parameters: DialParameters,
  react?: (state: DialState, call: Call) => void,
): Promise<RecordedCall> {
  if (parameters.narrow !== undefined) far.setCableMtu(parameters.narrow, 1400);
  const device = await deviceFor(far, parameters);
  const environment = parameters.haste === undefined ? systemEnvironment : hasty(parameters.haste);
  return new RecordedCall(callOptions(device, parameters.changes), {}, environment, react);
}

export async function withFar<T>(run: (far: FarMachine) => Promise<T>): Promise<T> {
  const far = await FarMachine.start();
  try {
    return await run(far);
  } finally {
    await far.stop();
  }
}

export async function result(recorded: RecordedCall, before: Holdings, far: FarMachine): Promise<Result> {
  const failure = recorded.ended?.failure;
  return {
    states: recorded.states,
    projections: recorded.projections,
    ...(failure ? { failure } : {}),
    before,
    after: await holdings(),
    log: recorded.text(),
    far: far.text(),
  };
}
