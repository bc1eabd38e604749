/** How the demo tells what happens: plain lines, one for every step of every leg. */
import type { DialState, Leg } from '../../contract/dial-state.ts';
import type { ConnectionStatus } from '../../contract/status.ts';

const legNames: Readonly<Record<Leg, string>> = { modem: 'modem', isp: 'provider', tunnel: 'tunnel' };

const stateWords: Readonly<Record<DialState, string>> = {
  openPort: 'opening the port',
  portOpened: 'port open',
  connectDevice: 'dialling',
  deviceConnected: 'the other end has answered',
  allDevicesConnected: 'connected to the other end',
  interactive: 'waiting for a script or a person',
  authenticate: 'verifying user name and password',
  authNotify: 'the other end has judged the password',
  retryAuthentication: 'asking for another password',
  passwordExpired: 'asking for a new password',
  authProject: 'registering on the network',
  projected: 'address assigned',
  connected: 'connected',
  waitForRedial: 'waiting to dial again',
  disconnecting: 'hanging up',
  disconnected: 'hung up',
};

/** A line of `rasdial --json` that tells a state. */
export interface StateLine {
  readonly entry: string;
  readonly leg: Leg;
  readonly state: DialState;
  readonly detail?: string;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

export function stateText(elapsed: number, { leg, state, detail }: StateLine): string {
  const words = leg === 'tunnel' && state === 'connectDevice' ? 'calling the server' : stateWords[state];
  const columns = `  ${seconds(elapsed).padStart(8)}  ${legNames[leg].padEnd(9)} ${state.padEnd(20)} ${words}`;
  return detail === undefined || detail === words ? columns : `${columns} (${detail})`;
}

function speed(bitsPerSecond: number): string {
  if (bitsPerSecond < 1_000_000) return `${bitsPerSecond / 1000} kbit/s`;
  return `${bitsPerSecond / 1_000_000} Mbit/s`;
}

const bytes = (count: number): string => (count < 10_000 ? `${count} B` : `${(count / 1000).toFixed(1)} kB`);

export function statusText(status: ConnectionStatus): string[] {
  const { agreement, counters } = status;
  const facts = [
    status.interfaceName,
    agreement?.ipv4?.local,
    agreement?.authentication,
    agreement !== undefined && agreement.encryptionBits > 0
      ? `MPPE ${agreement.encryptionBits} bits`
      : undefined,
    status.lineSpeed === undefined ? undefined : speed(status.lineSpeed),
    status.dns.length > 0 ? `DNS ${status.dns.join(', ')}` : undefined,
  ].filter((fact) => fact !== undefined);
  const lines = [`  ${status.entry.padEnd(10)} ${facts.join(', ')}`];
  if (counters === undefined) return lines;
  const traffic = [
    `sent ${bytes(counters.bytesSent)} in ${counters.framesSent} frames`,
    `received ${bytes(counters.bytesReceived)} in ${counters.framesReceived} frames`,
    `user data ${bytes(counters.userBytesSent)} out, ${bytes(counters.userBytesReceived)} in`,
    `${counters.fcsErrors} damaged frames`,
  ];
  lines.push(`  ${''.padEnd(10)} ${traffic.join('; ')}`);
  return lines;
}
