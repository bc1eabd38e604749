/** Lets a window be heard dialling: follows the modem's leg, and falls silent with the window. */
import { useEffect, useRef } from 'react';
import type { Dialling, Moment } from './phase-plan.ts';
import { soundOf } from './phase-plan.ts';
import { Speaker } from './speaker.ts';

export interface ModemSound extends Dialling {
  /** Absent: no modem is at work. */
  readonly moment: Moment | undefined;
  /** When that moment began, in milliseconds since 1970. */
  readonly since: number;
  /** From 0 to 100; 0 is off. */
  readonly volume: number;
}

export function useModemSound({ moment, since, volume, dialled, pulse }: ModemSound): void {
  const held = useRef<Speaker>(undefined);
  const { state, detail, failure } = moment ?? {};

  useEffect(() => {
    const speaker = new Speaker(
      () => new AudioContext(),
      () => Date.now(),
    );
    held.current = speaker;
    const wake = (): void => speaker.wake();
    addEventListener('pointerdown', wake);
    addEventListener('keydown', wake);
    return () => {
      removeEventListener('pointerdown', wake);
      removeEventListener('keydown', wake);
      held.current = undefined;
      speaker.close();
    };
  }, []);

  useEffect(() => {
    held.current?.setVolume(volume);
  }, [volume]);

  useEffect(() => {
    const speaker = held.current;
    if (speaker === undefined) return;
    const step =
      state === undefined
        ? 'silence'
        : soundOf(
            {
              state,
              ...(detail === undefined ? {} : { detail }),
              ...(failure === undefined ? {} : { failure }),
            },
            { dialled, pulse },
          );
    if (step === 'silence') speaker.stop();
    else if (step === 'let-end') speaker.letEnd();
    else speaker.play(step, since);
  }, [state, detail, failure, since, dialled, pulse]);
}
