/** The words for what one leg of a call is doing, in the tone of Windows 98. */
import type { DialError } from '../../../contract/dial-error.ts';
import { interactiveDetail, unansweredDetail } from '../../../contract/dial-state.ts';
import type { Leg } from '../../../contract/dial-state.ts';
import { rasError } from '../../../contract/ras-errors.ts';
import type { LegView } from '../../store/dial-view.ts';

const grouped = new Intl.NumberFormat('en-US');

/** "33,600 bps" */
export const speedText = (bitsPerSecond: number): string => `${grouped.format(bitsPerSecond)} bps`;

const legNames = { modem: 'the modem', isp: 'the provider', tunnel: 'the tunnel server' } as const;

/** Who it was that said no. */
export const legName = (leg: Leg): string => legNames[leg];

const places = { modem: 'the modem', isp: 'the call to the provider', tunnel: 'the tunnel' } as const;

/** Which leg failed, in plain words; nothing where none was at work. */
export function placeOfFailure({ leg, entry }: DialError): string | undefined {
  const parts = [leg === undefined ? '' : places[leg], entry === undefined ? '' : `"${entry}"`].filter(
    Boolean,
  );
  return parts.length === 0 ? undefined : `Where: ${parts.join(', ')}`;
}

/** Why it is dialled again, in one line. */
export const describeFailure = ({ number, cause }: DialError): string =>
  `Error ${number}: ${cause === '' ? rasError(number).what : cause}`;

function reachingText({ kind, detail, host }: LegView): string {
  if (kind === 'pptp') return `Connecting to ${detail ?? host ?? 'the tunnel server'}...`;
  if (kind === 'null-modem') return 'Waiting for the other computer...';
  // The modem is set up in this state too, before it is told to dial.
  return detail === 'dialling' ? 'Dialing...' : 'Initializing...';
}

const answeredText = {
  modem: 'The other modem has answered...',
  'tcp-modem': 'The other modem has answered...',
  'null-modem': 'The cable is connected...',
  pptp: 'The tunnel server has answered...',
} as const;

/** A tunnel's server has answered the call by TCP; its packets are another protocol, which firewalls often drop. */
const unansweredText = ({ kind }: LegView): string =>
  kind === 'pptp'
    ? 'Nothing comes back through the tunnel yet...'
    : 'The other computer does not answer yet...';

const connectedText = ({ lineSpeed }: LegView): string =>
  lineSpeed === undefined ? 'Connected' : `Connected at ${speedText(lineSpeed)}`;

/** The line that stands beside the leg's name. */
export function legText(leg: LegView): string {
  if (leg.waitsFor !== undefined) return `Waiting for ${leg.waitsFor}...`;
  switch (leg.state) {
    case undefined:
      return 'Waiting...';
    case 'openPort':
    case 'portOpened':
      return 'Initializing...';
    case 'connectDevice':
      return reachingText(leg);
    case 'deviceConnected':
      return answeredText[leg.kind];
    case 'allDevicesConnected':
      return leg.detail === unansweredDetail ? unansweredText(leg) : 'Negotiating with the server...';
    case 'interactive':
      return leg.detail === interactiveDetail.script
        ? 'Running the script...'
        : 'Waiting for you in the terminal window...';
    case 'authenticate':
      return 'Verifying user name and password...';
    case 'authNotify':
      return 'User name and password verified...';
    case 'retryAuthentication':
      return 'The user name or the password was not accepted.';
    case 'passwordExpired':
      return 'The password has expired.';
    case 'authProject':
      return 'Logging on to network...';
    case 'projected':
      return 'Setting up the network connection...';
    case 'connected':
      return connectedText(leg);
    case 'waitForRedial':
      return 'Waiting to redial...';
    case 'disconnecting':
      return 'Disconnecting...';
    case 'disconnected':
      return 'Disconnected';
  }
}

/** "Attempt 2 of 10 in 4 seconds." */
export function redialText({ attempt, of, at }: NonNullable<LegView['redial']>, now: number): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return `Attempt ${attempt} of ${of} in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}

/** Whole seconds a state has lasted; nothing before it is one, so that quick states do not flicker. */
export function elapsedText(since: number | undefined, now: number): string {
  const seconds = since === undefined ? 0 : Math.floor((now - since) / 1000);
  return seconds < 1 ? '' : `${seconds} s`;
}
