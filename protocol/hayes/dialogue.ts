/** The dialogue with a Hayes modem: wake it, initialise it, dial or answer, hang up. */
import type { Failure } from '../failure.ts';
import { Conversation } from './conversation.ts';
import type { Answer } from './conversation.ts';
import { cancelled, lineLost, noCarrierInTime, notOk, refusal } from './dial-failures.ts';
import type { Dialogue, DialogueHost, DialOptions } from './dialogue-types.ts';
import { hangUp } from './hang-up.ts';
import { isFinal } from './result-codes.ts';
import type { Result } from './result-codes.ts';
import { abortLimit, commandGap } from './timers.ts';
import { wake } from './wake.ts';

/**
 * `commands`: nobody is called yet. `calling`: from the dial string, or ATA, to CONNECT. `ended`: the last event was
 * told, nothing follows but what `hangUp` starts.
 */
type Stage = 'idle' | 'commands' | 'calling' | 'connected' | 'hanging-up' | 'ended';

type Preparation = Pick<DialOptions, 'init' | 'commandTimeout'>;

/** Tells exactly one of `connected`, `failed` and `hung-up` for each `dial`, `answer` and `hangUp`. */
export class HayesDialogue implements Dialogue {
  readonly #host: DialogueHost;
  readonly #conversation: Conversation;
  #stage: Stage = 'idle';
  /** What is told once the line is down. */
  #farewell: ((how: string) => void) | undefined;

  constructor(host: DialogueHost) {
    this.#host = host;
    this.#conversation = new Conversation(host);
  }

  dial(options: DialOptions): void {
    this.#conversation.number = options.number;
    this.#prepare(options, () => {
      this.#stage = 'calling';
      this.#host.emit({ type: 'dialling' });
      this.#call(`ATD${options.dialling === 'tone' ? 'T' : 'P'}${options.number}`, options.carrierTimeout);
    });
  }

  answer(options: Omit<DialOptions, 'number' | 'dialling'>): void {
    this.#prepare(options, () => this.#awaitRing(options.carrierTimeout));
  }

  receive(bytes: Uint8Array): void {
    this.#conversation.receive(bytes);
  }

  cancel(): void {
    if (this.#stage === 'ended' || this.#stage === 'hanging-up') return;
    this.#putDown(() => this.#fail(cancelled));
  }

  hangUp(): void {
    const tell = (how: string) => this.#host.emit({ type: 'hung-up', how });
    // A cancelled call that is being put down already only gets another last word.
    if (this.#stage === 'hanging-up') this.#farewell = tell;
    else this.#putDown(tell);
  }

  lost(evidence: string): void {
    const stage = this.#stage;
    const farewell = this.#farewell;
    this.#conversation.stop();
    this.#stage = 'ended';
    this.#farewell = undefined;
    if (farewell !== undefined) farewell(`the line went away: ${evidence}`);
    else if (stage === 'commands' || stage === 'calling') this.#fail(lineLost(evidence));
  }

  #prepare(options: Preparation, ready: () => void): void {
    if (this.#stage === 'commands' || this.#stage === 'calling' || this.#stage === 'hanging-up')
      throw new Error(`a call begun while ${this.#stage}`);
    this.#stage = 'commands';
    this.#host.setDtr(true);
    this.#host.emit({ type: 'initialising' });
    wake(this.#conversation, options.commandTimeout, {
      awake: () => {
        this.#initialise(options, 0, ready);
      },
      failed: (failure) => {
        this.#fail(failure);
      },
      log: (text) => {
        this.#host.emit({ type: 'log', text });
      },
    });
  }

  #initialise(options: Preparation, index: number, ready: () => void): void {
    const command = options.init[index];
    if (command === undefined) {
      ready();
      return;
    }
    this.#conversation.ask(command, options.commandTimeout, (answer) => {
      if (answer.kind === 'ok')
        this.#conversation.pause(commandGap, () => this.#initialise(options, index + 1, ready));
      else this.#fail(notOk(command, answer, this.#masked));
    });
  }

  #awaitRing(carrierTimeout: number): void {
    this.#conversation.listen(undefined, (answer) => {
      if (answer.kind !== 'ring') return false;
      this.#stage = 'calling';
      this.#host.emit({ type: 'ring' });
      // The owner may have hung up on hearing that.
      if (this.#isCalling) this.#call('ATA', carrierTimeout);
      return true;
    });
  }

  #call(command: string, carrierTimeout: number): void {
    this.#conversation.tell(command);
    this.#conversation.listen(carrierTimeout, (answer, rest) => this.#progress(answer, rest, carrierTimeout));
  }

  #progress(answer: Answer, rest: () => Uint8Array, carrierTimeout: number): boolean {
    switch (answer.kind) {
      case 'timeout': {
        const heard = answer.heard === undefined ? undefined : this.#masked(answer.heard);
        this.#abort(() => this.#fail(noCarrierInTime(carrierTimeout, heard)));
        return true;
      }
      case 'connect':
        this.#connected(answer, rest());
        return true;
      case 'ringing':
        this.#host.emit({ type: 'ringing' });
        return false;
      default: {
        const failure = refusal(answer, this.#masked);
        if (failure === undefined) return false;
        this.#fail(failure);
        return true;
      }
    }
  }

  #connected(result: Result, rest: Uint8Array): void {
    this.#conversation.stop();
    this.#stage = 'connected';
    const text = this.#masked(result.text);
    this.#host.emit({
      type: 'connected',
      text,
      rest,
      ...(result.speed === undefined ? {} : { speed: result.speed }),
    });
  }

  /** Any character stops a modem that is dialling. If it connects all the same, or says nothing, it is hung up. */
  #abort(done: () => void): void {
    this.#conversation.type('\r', 'a carriage return, to stop dialing');
    this.#conversation.listen(abortLimit, (answer) => {
      if (answer.kind === 'connect' || answer.kind === 'timeout') {
        hangUp(this.#conversation, this.#host, done);
        return true;
      }
      if (!isFinal(answer.kind)) return false;
      done();
      return true;
    });
  }

  /** From any stage to on-hook; then `farewell`, in the words of what worked. */
  #putDown(farewell: (how: string) => void): void {
    const stage = this.#stage;
    this.#stage = 'hanging-up';
    this.#farewell = farewell;
    const down = (how: string) => {
      const last = this.#farewell;
      this.#farewell = undefined;
      this.#conversation.stop();
      this.#stage = 'ended';
      last?.(how);
    };
    if (stage === 'idle' || stage === 'commands') down('nobody was called');
    else if (stage === 'calling') this.#abort(() => down('dialing stopped'));
    else hangUp(this.#conversation, this.#host, down);
  }

  #fail(failure: Failure): void {
    this.#conversation.stop();
    this.#stage = 'ended';
    this.#host.emit({ type: 'failed', failure });
  }

  get #isCalling(): boolean {
    return this.#stage === 'calling';
  }

  readonly #masked = (text: string): string => this.#conversation.mask(text);
}
