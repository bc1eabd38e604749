/** Whole calls: the calling engine here, the answering engine in another namespace. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Failure } from '../../protocol/failure.ts';
import { ping } from './answerer.ts';
import { deviceFor, echoOverhead, result, start, withFar } from './dialling.ts';
import type { DialParameters, Result } from './dialling.ts';
import { crowd, overtaken, renegotiate, retry } from './disturbances.ts';
import { rekey } from './rekeying.ts';
import { holdings } from './leaks.ts';
import type { Holdings } from './leaks.ts';
import { lostSyn } from './lost-syn.ts';
import { callOptions } from './options.ts';
import { RecordedCall } from './recorder.ts';

export type { DialParameters, Result } from './dialling.ts';

export interface ConnectResult extends Result {
  /** Of three packets each: small ones, the longest that fit, and from the other side. */
  readonly pings: { readonly small: number; readonly full: number; readonly back: number };
  readonly framesReceived: number;
  readonly allocatedAfter: readonly string[];
  readonly captured: number;
  /** Made by either end of packets too long for the cable. */
  readonly fragments: number;
}

export interface HangUpResult {
  readonly state: DialState;
  readonly milliseconds: number;
  readonly failure?: Failure;
  readonly states: readonly DialState[];
  readonly before: Holdings;
  readonly after: Holdings;
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
    await recorded.until('capture', () => recorded.captured.length > 0);
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
      captured: recorded.captured.length,
      fragments: far.fragments,
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
  renegotiate,
  rekey,
  retry,
  crowd,
  overtaken,
  lostSyn,
};
