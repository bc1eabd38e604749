/** Commands to a modem and its answers: one question at a time, each with a time limit, everything logged. */
import { asciiBytes } from '../bytes.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { DialogueHost } from './dialogue-types.ts';
import { LineReader } from './line-reader.ts';
import { NumberMask } from './mask.ts';
import { interpret, isFinal } from './result-codes.ts';
import type { Result } from './result-codes.ts';

/** Lines logged at once and each second, when a modem talks without end. */
const logBurst = 200;
const logsPerSecond = 20;

export interface Silence {
  readonly kind: 'timeout';
  /** The last line that meant nothing to us. */
  readonly heard: string | undefined;
  /** The command came back, so that somebody is there. */
  readonly echoed: boolean;
}
export type Answer = Result | Silence;

/** Takes an answer; true when it is what was waited for. `rest` is what followed it in the same read. */
type Listener = (answer: Answer, rest: () => Uint8Array) => boolean;

const none = () => undefined;

export class Conversation {
  readonly #host: DialogueHost;
  readonly #reader = new LineReader();
  readonly #mask = new NumberMask();
  readonly #logBudget: TokenBucket;
  #listener: Listener | undefined;
  #cancelTimer: () => void = none;
  #command = '';
  #heard: string | undefined;
  #echoed = false;

  constructor(host: DialogueHost) {
    this.#host = host;
    this.#logBudget = new TokenBucket(host.clock, logBurst, logsPerSecond);
  }

  /** The number to hide in logs. */
  set number(number: string) {
    this.#mask.number = number;
  }

  mask(text: string): string {
    return this.#mask.mask(text);
  }

  /** Sends a command line; the first final result, or silence, answers it. */
  ask(command: string, timeout: number, answered: (answer: Answer) => void): void {
    this.tell(command);
    this.listen(timeout, (answer) => {
      if (answer.kind !== 'timeout' && !isFinal(answer.kind)) return false;
      answered(answer);
      return true;
    });
  }

  /** Sends a command line and waits for nothing. */
  tell(command: string): void {
    // A line end inside would make two commands of it.
    const line = command.replace(/[^\x20-\x7e]/g, '');
    this.#command = squeeze(line);
    this.#host.emit({ type: 'sent', text: this.mask(line) });
    this.#host.send(asciiBytes(`${line}\r`));
  }

  /** Sends characters that are no command line. */
  type(characters: string, description: string): void {
    this.#host.emit({ type: 'sent', text: description });
    this.#host.send(asciiBytes(characters));
  }

  /** Hands every result to `listener` until it has what it wants; after `timeout`, if there is one, a silence. */
  listen(timeout: number | undefined, listener: Listener): void {
    this.stop();
    this.#heard = undefined;
    this.#echoed = false;
    this.#listener = listener;
    if (timeout === undefined) return;
    this.#cancelTimer = this.#host.clock.after(timeout, () => {
      const answer: Silence = { kind: 'timeout', heard: this.#heard, echoed: this.#echoed };
      this.#listener = undefined;
      listener(answer, () => new Uint8Array());
    });
  }

  /** Lets time pass; what the modem says meanwhile is only logged. */
  pause(milliseconds: number, then: () => void): void {
    this.stop();
    this.#cancelTimer = this.#host.clock.after(milliseconds, then);
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.#cancelTimer();
    this.#cancelTimer = none;
    this.#listener = undefined;
    this.#reader.reset();
  }

  receive(bytes: Uint8Array): void {
    this.#reader.push(bytes, (line, rest) => {
      if (this.#logBudget.take()) this.#host.emit({ type: 'received', text: this.mask(line) });
      const listener = this.#listener;
      if (listener === undefined) return true;
      if (squeeze(line) === this.#command) {
        this.#echoed = true;
        return true;
      }
      const result = interpret(line);
      if (result.kind === 'unknown' || result.kind === 'numeric') this.#heard = line;
      if (!listener(result, rest)) return true;
      // The listener may have asked the next question already.
      if (this.#listener === listener) this.stop();
      return result.kind !== 'connect';
    });
  }
}

const squeeze = (line: string) => line.replace(/\s+/g, '').toUpperCase();
