/** Calls that are disturbed: renegotiation, second attempts, narrow cables, crowds. */
import { execFileSync } from 'node:child_process';
import { connect as connectSocket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DialState } from '../../contract/dial-state.ts';
import type { Failure } from '../../protocol/failure.ts';
import { ping, reach } from './answerer.ts';
import { deviceFor, result, start, withFar } from './dialling.ts';
import type { DialParameters, Result } from './dialling.ts';
import { holdings } from './leaks.ts';
import { callOptions, password, user } from './options.ts';
import { RecordedCall } from './recorder.ts';
import { farAddress } from './two-machines.ts';

/** What `ip` says of one interface of this namespace. */
function networkInterface(name: string): { readonly ifindex: number; readonly mtu: number } {
  const text = execFileSync('ip', ['-json', 'link', 'show', 'dev', name], { encoding: 'utf8' });
  const [found] = JSON.parse(text) as { readonly ifindex: number; readonly mtu: number }[];
  if (!found) throw new Error(`no interface ${name}`);
  return found;
}

/** LCP Configure-Request id 99 without options, in default framing: whoever hears it negotiates anew. */
const negotiateAnew = '7eff7d23c0217d21637d207d24247d257e';

/** The peer negotiates LCP anew in the middle of a connected call. */
export function renegotiate(
  parameters: DialParameters,
): Promise<
  Result & { readonly ping: number; readonly interfaceBefore: number; readonly interfaceAfter: number }
> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    await recorded.reached('connected');
    const name = recorded.projections[0]?.interfaceName ?? '';
    const interfaceBefore = networkInterface(name).ifindex;
    await far.order({ type: 'inject', hex: negotiateAnew });
    // Each negotiation ends with the acknowledgement of our addresses.
    await recorded.until(
      'a second IPCP',
      () => recorded.text().split('ipcp received IPCP Configure-Ack').length > 2,
    );
    const remote = recorded.projections[0]?.agreement.ipv4?.remote ?? '';
    // Our side may be done a moment before the far one: the first answer says that both are.
    await reach(remote);
    const ping3 = await ping(remote, 56);
    const interfaceAfter = networkInterface(name).ifindex;
    recorded.call.hangUp();
    await recorded.end();
    return { ...(await result(recorded, before, far)), ping: ping3, interfaceBefore, interfaceAfter };
  });
}

/** The first password is wrong; asked for another, the user gives the right one. */
export function retry(parameters: DialParameters): Promise<Result> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters, (state, call) => {
      if (state === 'retryAuthentication') call.retryWith({ user, password });
    });
    await recorded.reached('connected');
    recorded.call.hangUp();
    await recorded.end();
    return result(recorded, before, far);
  });
}

/** Connections that only hold a place, `turnedAway` of them one too many; then a real call, twice. */
export function crowd(
  parameters: DialParameters & { readonly count: number; readonly turnedAway: number },
): Promise<{ readonly crowded: Failure | undefined; readonly states: readonly DialState[] }> {
  return withFar(async (far) => {
    const device = await deviceFor(far, parameters);
    const said = (text: string): number => far.text().split(text).length - 1;
    const sockets = Array.from({ length: parameters.count }, () =>
      connectSocket(1723, farAddress).on('error', () => undefined),
    );
    await far.until(() => said('turned away') === parameters.turnedAway);
    const crowded = new RecordedCall(callOptions(device, parameters.changes));
    const { failure } = await crowded.end();
    for (const socket of sockets) socket.destroy();
    await far.until(() => said('TCP connection closed') === parameters.count - parameters.turnedAway);
    const recorded = new RecordedCall(callOptions(device, parameters.changes));
    await recorded.reached('connected');
    recorded.call.hangUp();
    await recorded.end();
    return { crowded: failure, states: recorded.states };
  });
}

/** The server's first packet is here before its Outgoing-Call-Reply is sent. */
export function overtaken(
  parameters: DialParameters,
): Promise<Result & { readonly statesBefore: readonly DialState[] }> {
  return withFar(async (far) => {
    const before = await holdings();
    const recorded = await start(far, parameters);
    while ((recorded.call.counters()?.framesReceived ?? 0) === 0 && !recorded.ended) await nextTurn();
    const statesBefore = [...recorded.states];
    await far.order({ type: 'reply' });
    await recorded.reached('connected');
    recorded.call.hangUp();
    await recorded.end();
    return { ...(await result(recorded, before, far)), statesBefore };
  });
}
