/** Far ends that are no NAS: a line that hisses, one that says nothing, and a trunk to equipment outside. */
import type { Clock } from '../clock.ts';
import type { Answer, FarEnd } from '../far-end.ts';
import { openTransport } from '../line/native-port.ts';
import { seededRandom } from '../line/noise.ts';

/** A carrier, and then silence. */
export const silentAnswer: Answer = () => ({ receive: () => undefined, callerGone: () => undefined });

/** A carrier, and then random bytes for as long as the caller listens. */
export function hissAnswer(clock: Clock, seed: number): Answer {
  return (line) => {
    const random = seededRandom(seed);
    let cancel: () => void = () => undefined;
    const hiss = (): void => {
      line.send(Uint8Array.from({ length: 64 }, () => Math.floor(random() * 256)));
      cancel = clock.after(50, hiss);
    };
    hiss();
    return {
      receive: () => undefined,
      callerGone: () => {
        cancel();
      },
    };
  };
}

/** Joins the caller to a terminal device outside: a real NAS's serial port, or the pty of one. */
export function trunkAnswer(path: string): Answer {
  return (line): FarEnd => {
    const port = openTransport(
      { kind: 'tty', path, speed: 115200, flow: 'none' },
      {
        bytes: (bytes) => {
          line.send(bytes);
        },
        closed: () => {
          line.hangUp();
        },
      },
    );
    return {
      receive: (bytes) => {
        port.write(bytes);
      },
      callerGone: () => {
        port.close();
      },
    };
  };
}
