/** One connection in full, for a terminal. */
import { describeError } from '../contract/dial-error.ts';
import type { ConnectionStatus } from '../contract/status.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** `000:12:34`, as the status window has it. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = String(Math.floor(seconds / 3600)).padStart(3, '0');
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function statusText(status: ConnectionStatus, now = Date.now()): string {
  const { agreement, counters, redial } = status;
  const rows: [string, string | undefined][] = [
    ['State', status.detail === undefined ? status.state : `${status.state} (${status.detail})`],
    ['Leg', `${status.leg} (${status.kind})`],
    ['Inside', status.beneath],
    ['Duration', status.connectedAt === undefined ? undefined : duration(now - status.connectedAt)],
    ['Speed', status.lineSpeed === undefined ? undefined : `${status.lineSpeed.toLocaleString('en-US')} bps`],
    ['Server', status.server],
    ['Interface', status.interfaceName && `${status.interfaceName}, MTU ${status.mtu ?? '?'}`],
    ['Address', agreement?.ipv4 && `${agreement.ipv4.local}, peer ${agreement.ipv4.remote}`],
    ['Name servers', status.dns.join(', ') || undefined],
    ['Routes', status.routes.join(', ') || undefined],
    ['Logged on by', agreement && (agreement.authentication ?? 'nothing: the server did not ask')],
    [
      'Encryption',
      agreement && (agreement.encryptionBits === 0 ? 'none' : `MPPE ${agreement.encryptionBits} bit`),
    ],
    ['Received', counters && `${counters.bytesReceived} bytes, ${counters.framesReceived} frames`],
    ['Sent', counters && `${counters.bytesSent} bytes, ${counters.framesSent} frames`],
    [
      'Idle',
      counters &&
        `${Math.floor(counters.idle / 1000)} s of ${status.idleLimit === 0 ? 'any time' : `${status.idleLimit} s`}`,
    ],
    [
      'Redial',
      redial &&
        `attempt ${redial.attempt} of ${redial.of} in ${Math.max(0, Math.ceil((redial.at - now) / 1000))} s`,
    ],
    ['After', redial && describeError(redial.after).split('\n')[0]],
  ];
  const shown = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${`${name}:`.padEnd(14)}${value}`],
  );
  return [status.entry, ...shown].join('\n');
}
