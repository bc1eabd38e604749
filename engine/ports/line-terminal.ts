/** A line in a person's hands: what arrives is shown, what is typed goes out, until the call goes on or the carrier is lost. */
import type { Clock } from '../../protocol/clock.ts';
import type { Failure } from '../../protocol/failure.ts';
import { FirstFrame } from '../../protocol/ppp/first-frame.ts';
import { errorCode } from '../system-errors.ts';

export interface LineTerminalHost {
  readonly clock: Clock;
  send(bytes: Uint8Array): void;
  arrived(bytes: Uint8Array): void;
  log(text: string): void;
  /** The call goes on; `rest` is what the other end has said of PPP already. */
  done(rest: Uint8Array): void;
  /** The modem said that the other end hung up. */
  carrierLost(): void;
  failed(failure: Failure): void;
}

/** What whoever runs the call may do to it. */
export interface Terminal {
  write(bytes: Uint8Array): void;
  /** The person says that the call is to go on. */
  finish(): void;
}

/** Milliseconds without a key pressed after which nobody is there. */
export const patience = 300_000;
/** Milliseconds of silence that make NO CARRIER the modem's last words, and not somebody's text. */
const lastWordsSilence = 300;
const lastWords = /(?:^|[\r\n])NO CARRIER[\r\n]*$/;
const longestLastWords = 24;

export class LineTerminal implements Terminal {
  readonly #host: LineTerminalHost;
  readonly #beyond: boolean;
  readonly #firstFrame = new FirstFrame();
  readonly #waiting: Uint8Array[] = [];
  #begun = false;
  #over = false;
  #tail = '';
  #shown = 0;
  #cancelPatience: (() => void) | undefined;
  #cancelSilence: (() => void) | undefined;

  /** `beyond`: it is the other end that speaks, and no modem in command state. */
  constructor(beyond: boolean, host: LineTerminalHost) {
    this.#beyond = beyond;
    this.#host = host;
  }

  /** From now on; what came before is not lost. */
  begin(): void {
    if (this.#begun || this.#over) return;
    this.#begun = true;
    this.#waitForPerson();
    for (const bytes of this.#waiting.splice(0)) this.receive(bytes);
  }

  receive(bytes: Uint8Array): void {
    if (!this.#begun) {
      this.#waiting.push(bytes);
      return;
    }
    this.#cancelSilence?.();
    const found = this.#beyond && !this.#over ? this.#firstFrame.push(bytes) : undefined;
    if (this.#over) return;
    this.#show(found ? bytes.subarray(0, found.before) : bytes);
    if (found) {
      this.#host.log('the other end has begun to speak PPP');
      this.#finish(found.frames);
    } else if (this.#beyond) this.#listenForLastWords(bytes);
  }

  write(bytes: Uint8Array): void {
    if (this.#over || !this.#begun) return;
    this.#waitForPerson();
    try {
      this.#host.send(bytes);
    } catch (error) {
      if (errorCode(error) !== 'ENOBUFS') throw error;
      this.#host.failed({
        number: 638,
        cause: 'The line takes nothing of what is typed.',
        evidence: 'a megabyte waits to be sent',
      });
    }
  }

  finish(): void {
    if (this.#over || !this.#begun) return;
    this.#host.log('the terminal is done, the call goes on');
    this.#finish(this.#firstFrame.held);
  }

  /** Nothing is told afterwards. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelPatience?.();
    this.#cancelSilence?.();
    // A number only: it may be an account's secrets that the other end repeats.
    if (this.#begun) this.#host.log(`the terminal has shown ${this.#shown} bytes`);
  }

  #finish(rest: Uint8Array): void {
    this.close();
    this.#host.done(rest);
  }

  #show(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#shown += bytes.length;
    this.#host.arrived(bytes);
  }

  #waitForPerson(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = this.#host.clock.after(patience, () => {
      this.#host.failed({
        number: 703,
        cause: 'The terminal waited for you, and nobody typed anything for five minutes.',
      });
    });
  }

  #listenForLastWords(bytes: Uint8Array): void {
    const text = String.fromCharCode(...bytes.subarray(-longestLastWords));
    this.#tail = (this.#tail + text).slice(-longestLastWords);
    if (!lastWords.test(this.#tail)) return;
    this.#cancelSilence = this.#host.clock.after(lastWordsSilence, () => {
      this.#host.carrierLost();
    });
  }
}
