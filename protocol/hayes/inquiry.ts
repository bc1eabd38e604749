/** Asks a modem who it is, and leaves it as a dial would find it. */
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import { Conversation } from './conversation.ts';
import { notOk } from './dial-failures.ts';
import type { DialogueEvent } from './dialogue-types.ts';
import { commandGap } from './timers.ts';
import { wake } from './wake.ts';

export interface InquiryHost {
  readonly clock: Clock;
  send(bytes: Uint8Array): void;
  line(direction: 'sent' | 'received', text: string): void;
  /** Once; without a failure the modem answered and took its init strings. */
  done(failure: Failure | undefined): void;
}

/** What it is; which firmware; who made it. Modems answer some of these, and what they answer is anybody's guess. */
const questions = ['ATI0', 'ATI3', 'ATI4'];

export class ModemInquiry {
  readonly #host: InquiryHost;
  readonly #conversation: Conversation;
  readonly #init: readonly string[];
  readonly #timeout: number;
  #over = false;

  constructor(init: readonly string[], timeout: number, host: InquiryHost) {
    this.#init = init;
    this.#timeout = timeout;
    this.#host = host;
    this.#conversation = new Conversation({
      clock: host.clock,
      send: (bytes) => {
        host.send(bytes);
      },
      setDtr: () => false,
      emit: (event) => {
        this.#emit(event);
      },
    });
  }

  start(): void {
    wake(this.#conversation, this.#timeout, {
      awake: () => {
        this.#initialise(0);
      },
      failed: (failure) => {
        this.#done(failure);
      },
      log: () => undefined,
    });
  }

  receive(bytes: Uint8Array): void {
    this.#conversation.receive(bytes);
  }

  /** Nothing is told afterwards. */
  stop(): void {
    this.#over = true;
    this.#conversation.stop();
  }

  #emit(event: DialogueEvent): void {
    if (!this.#over && (event.type === 'sent' || event.type === 'received'))
      this.#host.line(event.type, event.text);
  }

  #initialise(index: number): void {
    const command = this.#init[index];
    if (command === undefined) {
      this.#inquire(0);
      return;
    }
    this.#conversation.ask(command, this.#timeout, (answer) => {
      if (answer.kind === 'ok') this.#conversation.pause(commandGap, () => this.#initialise(index + 1));
      else this.#done(notOk(command, answer, (text) => text));
    });
  }

  /** An ERROR, or nothing, is an answer as well: the modem works, it only does not say who it is. */
  #inquire(index: number): void {
    const question = questions[index];
    if (question === undefined) {
      this.#done(undefined);
      return;
    }
    this.#conversation.ask(question, this.#timeout, () => {
      this.#conversation.pause(commandGap, () => this.#inquire(index + 1));
    });
  }

  #done(failure: Failure | undefined): void {
    if (this.#over) return;
    this.stop();
    this.#host.done(failure);
  }
}
