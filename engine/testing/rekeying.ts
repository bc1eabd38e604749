/** An encrypted call under steady traffic whose keys are negotiated anew, frame by frame. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Failure } from '../../protocol/failure.ts';
import type { CapturedFrame } from '../call-types.ts';
import { start, withFar } from './dialling.ts';
import type { DialParameters } from './dialling.ts';
import type { RecordedCall } from './recorder.ts';

/** Configure-Requests without options, in default framing: LCP's starts everything over, CCP's asks for no encryption. */
const anew = '7eff7d23c0217d21637d207d24247d257e';
const downgrade = '7eff7d2380fd7d21617d207d244a3a7e';
const [lcp, ccp, encrypted] = [0xc021, 0x80fd, 0x00fd];
const userProtocols = new Set([0x0021, 0x0057, encrypted]);
const [configureRequest, configureAck] = [1, 2];

export interface RekeyResult {
  /** How the call ended when the peer asked for no encryption any more. */
  readonly failure: Failure | undefined;
  /** User frames in clear, either way. */
  readonly clear: number;
  /** User frames we sent between a Configure-Request of LCP and the agreement on new keys. */
  readonly early: number;
  /** User frames we sent, encrypted, after each agreement: none means that nobody has tried. */
  readonly sentAfterEach: readonly number[];
}

/** Protocol and code of a frame, its header compressed or not. */
function read({ frame }: CapturedFrame): { readonly protocol: number; readonly code: number } {
  let at = frame[0] === 0xff ? 2 : 0;
  let protocol = frame[at++] ?? 0;
  if ((protocol & 1) === 0) protocol = protocol * 256 + (frame[at++] ?? 0);
  return { protocol, code: frame[at] ?? 0 };
}

function judge(frames: readonly CapturedFrame[]): Omit<RekeyResult, 'failure'> {
  let [clear, early] = [0, 0];
  const sentAfterEach: number[] = [];
  const acknowledged = new Set<string>();
  for (const captured of frames) {
    const { protocol, code } = read(captured);
    const sent = captured.direction === 'sent';
    if (protocol === lcp && sent && code === configureRequest) acknowledged.clear();
    if (protocol === ccp && code === configureAck && acknowledged.size < 2) {
      acknowledged.add(captured.direction);
      if (acknowledged.size === 2) sentAfterEach.push(0);
    }
    if (!userProtocols.has(protocol)) continue;
    if (protocol !== encrypted) clear += 1;
    if (!sent) continue;
    if (acknowledged.size < 2) early += 1;
    else sentAfterEach[sentAfterEach.length - 1] = (sentAfterEach.at(-1) ?? 0) + 1;
  }
  return { clear, early, sentAfterEach };
}

const sentUserFrames = ({ captured }: RecordedCall): number =>
  captured.filter((one) => one.direction === 'sent' && userProtocols.has(read(one).protocol)).length;

/** Pings as fast as they go to the end, while the peer starts over `rounds` times and then wants to go on in clear. */
export function rekey(parameters: DialParameters & { readonly rounds: number }): Promise<RekeyResult> {
  return withFar(async (far) => {
    const recorded = await start(far, parameters);
    recorded.call.setCapture(true);
    await recorded.reached('connected');
    const { remote = '' } = recorded.projections[0]?.agreement.ipv4 ?? {};
    const traffic = spawn('ping', ['-n', '-q', '-i', '0.001', '-W', '1', remote], { stdio: 'ignore' });
    const flow = async (): Promise<void> => {
      const enough = sentUserFrames(recorded) + 20;
      await recorded.until('traffic', () => sentUserFrames(recorded) >= enough);
    };
    await flow();
    for (let round = 0; round < parameters.rounds; round++) {
      const acks = (): number => recorded.text().split('ccp received CCP Configure-Ack').length;
      const before = acks();
      await far.order({ type: 'inject', hex: anew });
      await recorded.until('new keys', () => acks() > before);
      await flow();
    }
    await far.order({ type: 'inject', hex: downgrade });
    const { failure } = await recorded.end();
    const exit = once(traffic, 'exit');
    traffic.kill('SIGINT');
    await exit;
    return { ...judge(recorded.captured), failure };
  });
}
