/** Opens a modem's port, asks the modem who it is, and closes the port again: what the wizard calls testing it. */
import { defaultInit } from '../protocol/hayes/init.ts';
import { ModemInquiry } from '../protocol/hayes/inquiry.ts';
import type { Failure } from '../protocol/failure.ts';
import { systemEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import type { LineTarget } from './ports/line.ts';
import { Line } from './ports/line.ts';

export interface DialogueLine {
  readonly direction: 'sent' | 'received';
  readonly text: string;
}

export type ModemTestResult = { readonly dialogue: readonly DialogueLine[] } | { readonly failure: Failure };

/** Milliseconds for one answer, and for everything: a modem that has to be woken takes its time. */
const commandTimeout = 3_000;
const wholeTime = 25_000;
/** Lines kept, of a modem that talks without end. */
const longestDialogue = 100;

/** `init`: AT lines to try; undefined: what suits any modem. Always ends within half a minute. */
export function testModem(
  target: LineTarget,
  init: readonly string[] | undefined,
  resolve: (name: string) => Promise<readonly string[]>,
  { clock }: Environment = systemEnvironment,
): Promise<ModemTestResult> {
  return new Promise((told) => {
    const dialogue: DialogueLine[] = [];
    const finish = (failure: Failure | undefined): void => {
      cancelLimit();
      inquiry.stop();
      line.close();
      told(failure ? { failure } : { dialogue });
    };
    const line = new Line(target, {
      resolve,
      opened: () => {
        inquiry.start();
      },
      bytes: (bytes) => {
        inquiry.receive(bytes);
      },
      failed: finish,
      lost: finish,
    });
    const inquiry = new ModemInquiry(init ?? defaultInit, commandTimeout, {
      clock,
      send: (bytes) => {
        if (line.path?.closed === false) line.path.link.write(bytes);
      },
      line: (direction, text) => {
        if (dialogue.length < longestDialogue) dialogue.push({ direction, text });
      },
      done: finish,
    });
    const cancelLimit = clock.after(wholeTime, () => {
      finish({
        number: 638,
        cause: 'The modem did not finish answering in time.',
        evidence: `it was given ${wholeTime / 1000} seconds`,
      });
    });
    line.open();
  });
}
