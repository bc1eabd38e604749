/** Which sound belongs to which state of the call: the states come from the helper, and nothing is heard that they do not say. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Cue, Segment } from './cue.ts';
import { dialledDigits, dialTone } from './dialled-digits.ts';

/** Where the modem's leg stands. */
export interface Moment {
  readonly state: DialState;
  readonly detail?: string;
  /** The RAS number of the failure, once it is known. */
  readonly failure?: number;
}

export interface Dialling {
  /** The number with all that the dialling rules add. */
  readonly dialled: string;
  readonly pulse: boolean;
}

/** A new sound; or what is heard ends by itself (a ringing line at once); or silence. */
export type Step = Cue | 'let-end' | 'silence';

const busyLine = 676;

const silence = (seconds: number): Segment => ({ kind: 'silence', seconds });
const tone = (frequencies: readonly number[], seconds: number): Segment => ({
  kind: 'tone',
  frequencies,
  seconds,
});

const offHook: Cue = { segments: [{ kind: 'click' }, silence(0.2)] };

/** Two seconds of 440 and 480 Hz, four of silence. */
const ringback = [tone([440, 480], 2), silence(4)];

/** 480 and 620 Hz, half a second on and off. */
const busy: Cue = {
  segments: Array.from({ length: 4 }, () => [tone([480, 620], 0.5), silence(0.5)]).flat(),
};

/**
 * The modem says CONNECT when its training is over and its speaker off; what it heard meanwhile is made up for here, in
 * short, while the call goes on. It holds nothing up.
 */
const training: Cue = {
  segments: [
    { kind: 'answer', seconds: 1.35 },
    { kind: 'menus', seconds: 0.5 },
    { kind: 'training', seconds: 1.6 },
    { kind: 'click' },
  ],
};

const dialling = ({ dialled, pulse }: Dialling): Cue => ({
  segments: [dialTone(0.7), silence(0.05), ...dialledDigits(dialled, pulse), silence(0.8)],
  repeat: ringback,
});

export function soundOf({ state, detail, failure }: Moment, number: Dialling): Step {
  switch (state) {
    case 'openPort':
      return offHook;
    case 'portOpened':
      return 'let-end';
    case 'connectDevice':
      return detail === 'dialling' ? dialling(number) : 'let-end';
    case 'deviceConnected':
      return training;
    case 'allDevicesConnected':
    case 'interactive':
    case 'authenticate':
    case 'authNotify':
    case 'retryAuthentication':
    case 'passwordExpired':
    case 'authProject':
    case 'projected':
    case 'connected':
      return 'let-end';
    case 'waitForRedial':
    case 'disconnecting':
    case 'disconnected':
      return failure === busyLine ? busy : 'silence';
  }
}
