/**
 * A line in the hands of a person, or of the entry's script: what arrives is shown, what is typed goes out, until the call
 * goes on or the carrier is lost.
 */
import type { Clock } from '../../protocol/clock.ts';
import type { Failure } from '../../protocol/failure.ts';
import { FirstFrame } from '../../protocol/ppp/first-frame.ts';
import type { ScriptCredentials } from '../../protocol/scp/program.ts';
import { ScriptRun } from '../../protocol/scp/script-run.ts';
import type { Script } from '../../protocol/scp/script-types.ts';
import { errorCode } from '../system-errors.ts';
import { LastWords } from './last-words.ts';

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
  /** The script has come to its "halt": a person is to go on, if there is one. */
  halted(): boolean;
  /** The script knows which address is ours. */
  address(address: string): void;
}

/** Who speaks at the other end of the line, and what speaks for us until a person does. */
export type Speaker =
  | { readonly who: 'modem' }
  | {
      readonly who: 'other end';
      readonly script?: Script | undefined;
      readonly credentials: ScriptCredentials;
    };

/** What whoever runs the call may do to it. */
export interface Terminal {
  write(bytes: Uint8Array): void;
  /** The person says that the call is to go on. */
  finish(): void;
}

/** Milliseconds without a key pressed after which nobody is there. */
export const patience = 300_000;

export class LineTerminal implements Terminal {
  readonly #host: LineTerminalHost;
  readonly #beyond: boolean;
  readonly #firstFrame = new FirstFrame();
  readonly #lastWords: LastWords;
  readonly #script: ScriptRun | undefined;
  readonly #waiting: Uint8Array[] = [];
  /** Who is awaited: keys count for a person only. */
  #state: 'waiting' | 'script' | 'person' | 'over' = 'waiting';
  #keyboard = true;
  #shown = 0;
  /** PPP that has come already. */
  #frames: Uint8Array | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(speaker: Speaker, host: LineTerminalHost) {
    this.#host = host;
    this.#beyond = speaker.who === 'other end';
    this.#lastWords = new LastWords(host.clock, () => {
      host.carrierLost();
    });
    if (speaker.who === 'other end' && speaker.script !== undefined)
      this.#script = this.#newScript(speaker.script, speaker.credentials);
  }

  /** From now on; what came before is not lost. */
  begin(): void {
    if (this.#state !== 'waiting') return;
    if (this.#script) {
      this.#state = 'script';
      this.#script.start();
    } else this.#givePersonTheLine();
    for (const bytes of this.#waiting.splice(0)) this.receive(bytes);
  }

  receive(bytes: Uint8Array): void {
    if (this.#state === 'over') return;
    if (this.#state === 'waiting') {
      this.#waiting.push(bytes);
      return;
    }
    const found = this.#beyond ? this.#firstFrame.push(bytes) : undefined;
    // Whoever goes on because of what is shown now takes them with him.
    this.#frames = found?.frames;
    this.#show(found ? bytes.subarray(0, found.before) : bytes);
    if (found && !this.#isOver()) {
      this.#host.log('the other end has begun to speak PPP');
      this.#finish();
    }
  }

  write(bytes: Uint8Array): void {
    if (this.#state === 'person') this.#waitForPerson();
    else if (this.#state !== 'script' || !this.#keyboard) return;
    this.#send(this.#script?.encode(bytes) ?? bytes);
  }

  finish(): void {
    if (this.#state === 'over' || this.#state === 'waiting') return;
    this.#host.log('the terminal is done, the call goes on');
    this.#finish();
  }

  /** Nothing is told afterwards. */
  close(): void {
    if (this.#state === 'over') return;
    // A number only: it may be an account's secrets that the other end repeats.
    if (this.#state !== 'waiting') this.#host.log(`the terminal has shown ${this.#shown} bytes`);
    this.#state = 'over';
    this.#cancelPatience?.();
    this.#lastWords.stop();
    this.#script?.stop();
  }

  /** Asked after others were told, who may have hung up meanwhile. */
  #isOver(): boolean {
    return this.#state === 'over';
  }

  #finish(): void {
    this.close();
    this.#host.done(this.#frames ?? this.#firstFrame.held);
  }

  #show(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const text = this.#script?.decode(bytes) ?? bytes;
    this.#shown += text.length;
    this.#host.arrived(text);
    if (!this.#beyond) return;
    this.#lastWords.heard(text);
    this.#script?.receive(text);
  }

  #send(bytes: Uint8Array): void {
    if (this.#state === 'over') return;
    try {
      this.#host.send(bytes);
    } catch (error) {
      if (errorCode(error) !== 'ENOBUFS') throw error;
      this.#fail({
        number: 638,
        cause: 'The line takes nothing of what is typed.',
        evidence: 'a megabyte waits to be sent',
      });
    }
  }

  #fail(failure: Failure): void {
    this.close();
    this.#host.failed(failure);
  }

  #givePersonTheLine(): void {
    this.#state = 'person';
    this.#keyboard = true;
    this.#waitForPerson();
  }

  #waitForPerson(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = this.#host.clock.after(patience, () => {
      this.#fail({
        number: 703,
        cause: 'The terminal waited for you, and nobody typed anything for five minutes.',
      });
    });
  }

  #newScript(script: Script, credentials: ScriptCredentials): ScriptRun {
    const { clock } = this.#host;
    return new ScriptRun(script, credentials, {
      clock,
      send: (bytes) => {
        this.#send(bytes);
      },
      address: (address) => {
        this.#host.address(address);
      },
      keyboard: (on) => {
        this.#keyboard = on;
      },
      log: (text) => {
        this.#host.log(text);
      },
      over: (end) => {
        this.#scriptOver(end);
      },
      failed: (failure) => {
        this.#fail(failure);
      },
    });
  }

  #scriptOver(end: 'ended' | 'halted'): void {
    this.#host.log(`the script has ${end}`);
    if (end === 'ended') this.#finish();
    else if (this.#host.halted()) this.#givePersonTheLine();
    else
      this.#fail({
        number: 703,
        cause: 'The script has halted for you to go on, and there is nobody to type.',
        evidence:
          'dial it from the Dial-Up Networking window or on a terminal, or take "halt" out of the script',
      });
  }
}
