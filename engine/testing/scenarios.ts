/** What tests of whole calls do: the calling engine here, the answering engine in another namespace. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Clock } from '../../protocol/clock.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { Call, CallDevice, CallOptions, Projected } from '../call-types.ts';
import { systemEnvironment } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { ping } from './answerer.ts';
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
  readonly changes?: Partial<CallOptions>;
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

export interface ConnectResult extends Result {
  /** Of three packets each: small ones, the longest that fit, and from the other side. */
  readonly pings: { readonly small: number; readonly full: number; readonly back: number };
  readonly framesReceived: number;
  readonly allocatedAfter: readonly string[];
  readonly captured: number;
}

export interface HangUpResult {
  readonly state: DialState;
  readonly milliseconds: number;
  readonly failure?: Failure;
  readonly states: readonly DialState[];
  readonly before: Holdings;
  readonly after: Holdings;
}

/** An ICMP echo over IPv4 adds twenty bytes of IP and eight of its own. */
const echoOverhead = 28;

function hasty(haste: number): Environment {
  const { clock, random } = systemEnvironment;
  const fast: Clock = {
    now: () => clock.now() * haste,
    after: (milliseconds, run) => clock.after(milliseconds / haste, run),
  };
  return { clock: fast, random };
}

async function deviceFor(far: FarMachine, { order, device }: DialParameters): Promise<CallDevice> {
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
        init: ['AT&F'],
        dialling: 'tone',
        number: '5550100',
        carrierTimeout: 10_000,
      };
    default:
      return pptp(farAddress);
  }
}

async function start(
  far: FarMachine,
  parameters: DialParameters,
  react?: (state: DialState, call: Call) => void,
): Promise<RecordedCall> {
  const device = await deviceFor(far, parameters);
  const environment = parameters.haste === undefined ? systemEnvironment : hasty(parameters.haste);
  return new RecordedCall(callOptions(device, parameters.changes), {}, environment, react);
}

async function withFar<T>(run: (far: FarMachine) => Promise<T>): Promise<T> {
  const far = await FarMachine.start();
  try {
    return await run(far);
  } finally {
    await far.stop();
  }
}

async function result(recorded: RecordedCall, before: Holdings, far: FarMachine): Promise<Result> {
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

/** Dials, sends packets both ways, hangs up. */
function connect(parameters: DialParameters): Promise<ConnectResult> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    recorded.call.setCapture(true);
    await recorded.reached('connected');
    await far.heard('up');
    const projected = recorded.projections[0];
    const { remote = '', local = '' } = projected?.agreement.ipv4 ?? {};
    const full = (projected?.mtu ?? 0) - echoOverhead;
    const small = await ping(remote, 56);
    const large = await ping(remote, full);
    const back = await far.order({ type: 'ping', address: local, size: full });
    await recorded.until('capture', () => recorded.captured > 0);
    const framesReceived = recorded.call.counters()?.framesReceived ?? 0;
    recorded.call.hangUp('done');
    recorded.call.hangUp('done twice');
    await recorded.end();
    await far.heard('ended');
    const { allocated = [] } = await far.order({ type: 'holdings' });
    return {
      ...(await result(recorded, before, far)),
      pings: { small, full: large, back: back.received ?? 0 },
      framesReceived,
      allocatedAfter: allocated,
      captured: recorded.captured,
    };
  });
}

/** Dials, and waits for what becomes of it. */
function fail(parameters: DialParameters): Promise<Result> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    await recorded.end();
    return result(recorded, before, far);
  });
}

/** Dials once for each state, and hangs up on entering it. */
function hangUpAt(
  parameters: DialParameters & { readonly states: readonly DialState[] },
): Promise<HangUpResult[]> {
  return withFar(async (far) => {
    const results: HangUpResult[] = [];
    // The first call starts what a process keeps for good: it is not counted.
    for (const state of [...parameters.states.slice(0, 1), ...parameters.states]) {
      const before = await holdings();
      let hungUpAt = 0;
      const recorded = await start(far, parameters, (entered, call) => {
        if (entered !== state) return;
        hungUpAt = performance.now();
        call.hangUp();
      });
      const { failure } = await recorded.end();
      const milliseconds = performance.now() - hungUpAt;
      await far.order({ type: 'close' });
      results.push({
        state,
        milliseconds,
        states: recorded.states,
        before,
        after: await holdings(),
        ...(failure ? { failure } : {}),
      });
    }
    return results.slice(1);
  });
}

/** The link beneath goes away in a connected call. */
function lowerLost(parameters: DialParameters): Promise<Result & { readonly atOnce: boolean }> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    await recorded.reached('connected');
    recorded.call.lowerLost({ number: 629, cause: 'The call beneath was lost.' });
    const atOnce = recorded.ended !== undefined;
    return { ...(await result(recorded, before, far)), atOnce };
  });
}

/** The other end hangs up a connected call. */
function peerLeaves(parameters: DialParameters): Promise<Result> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    await recorded.reached('connected');
    const closed = far.order({ type: 'close' });
    await recorded.end();
    await closed;
    return result(recorded, before, far);
  });
}

/** Several tunnels from here to one server, all up at once. */
function several(parameters: DialParameters & { readonly count: number }): Promise<{
  readonly pings: readonly number[];
  readonly last: Result;
  readonly allocatedAfter: readonly string[];
}> {
  return withFar(async (far) => {
    const before = await holdings();
    const calls: RecordedCall[] = [];
    const device = await deviceFor(far, parameters);
    for (let i = 0; i < parameters.count; i++) {
      calls.push(new RecordedCall(callOptions(device, parameters.changes)));
    }
    await Promise.all(calls.map((recorded) => recorded.reached('connected')));
    const pings: number[] = [];
    for (const { projections } of calls) {
      const address = projections[0]?.agreement.ipv4?.local ?? '';
      const { received = 0 } = await far.order({ type: 'ping', address, size: 56 });
      pings.push(received);
    }
    const oneTooMany = new RecordedCall(callOptions(device, parameters.changes));
    await oneTooMany.end();
    for (const { call } of calls) call.hangUp();
    await Promise.all(calls.map((recorded) => recorded.end()));
    await far.heard('ended', parameters.count);
    const { allocated = [] } = await far.order({ type: 'holdings' });
    return { pings, last: await result(oneTooMany, before, far), allocatedAfter: allocated };
  });
}

/** By name; parameters come from the test beside which the scenario belongs, as JSON. */
export const scenarios: Readonly<Record<string, (parameters: never) => Promise<unknown>>> = {
  connect,
  fail,
  hangUpAt,
  lowerLost,
  peerLeaves,
  several,
};
