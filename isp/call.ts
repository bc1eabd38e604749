/** One call through the exchange, from the last dialled digit to the end, as a row of timed steps. */
import type { Clock } from './clock.ts';
import type { Destination } from './directory.ts';
import type { FarEnd } from './far-end.ts';
import type { LineCondition, OneWay } from './line/condition.ts';
import { oneWay } from './line/condition.ts';
import type { CallProgress } from './modem/modem.ts';

/** Milliseconds: the telephone network in a hurry unless a test says otherwise. */
export interface Timing {
  /** From dialling to the first ring, or to the busy tone. */
  readonly routing: number;
  /** Between two rings. */
  readonly ring: number;
  /** From picking up to CONNECT. */
  readonly handshake: number;
  /** How often it rings before nobody is at home. */
  readonly patience: number;
}
export const quickTiming: Timing = { routing: 60, ring: 120, handshake: 120, patience: 4 };

/** The station that dialled. */
export interface Caller {
  progress(progress: CallProgress): void;
  receive(bytes: Uint8Array): void;
  /** The other end, or the line, is gone. */
  lost(): void;
}

/** Another modem of the exchange, about to be rung. */
export interface Callee {
  /** One ring. `accept` is called when it picks up. */
  ring(accept: (callee: Caller) => FarEnd): void;
  ringingStopped(): void;
}

export interface CallContext {
  readonly clock: Clock;
  readonly timing: Timing;
  readonly condition: LineCondition;
  /** An idle station with this number, or undefined: busy, or nobody has it. */
  callee(number: string): Callee | undefined;
  log(text: string): void;
}

/** What the modem says with CONNECT on a line nobody paces. */
const usualSpeed = 33600;

export class Call {
  private readonly context: CallContext;
  private readonly caller: Caller;
  private cancelStep: (() => void) | undefined;
  private callee: Callee | undefined;
  private farEnd: FarEnd | undefined;
  private toFarEnd: OneWay | undefined;
  private toCaller: OneWay | undefined;
  private over = false;

  constructor(context: CallContext, destination: Destination | undefined, caller: Caller) {
    this.context = context;
    this.caller = caller;
    // A line without a dial tone knows so before it has routed anything.
    const silent = destination?.kind === 'refused' && destination.result === 'NO DIAL TONE';
    this.after(silent ? 0 : context.timing.routing, () => {
      this.route(destination);
    });
  }

  /** Bytes from the caller. */
  send(bytes: Uint8Array): void {
    this.toFarEnd?.write(bytes);
  }

  /** The caller hangs up, at any step. */
  hangUp(): void {
    this.end();
  }

  private route(destination: Destination | undefined): void {
    const { timing } = this.context;
    switch (destination?.kind) {
      case undefined:
        this.fail('NO CARRIER');
        return;
      case 'refused':
        this.fail(destination.result);
        return;
      case 'rings': {
        const { result } = destination;
        const rings = result === 'NO ANSWER' ? timing.patience : 1;
        this.ring(rings, () => {
          this.after(timing.handshake, () => {
            this.fail(result);
          });
        });
        return;
      }
      case 'answers':
        this.ring(1, () => {
          this.after(timing.handshake, () => {
            this.answered(destination);
          });
        });
        return;
      case 'station':
        this.callee = this.context.callee(destination.number);
        if (this.callee === undefined) this.fail('BUSY');
        else this.ringCallee(this.callee, timing.patience);
    }
  }

  private ring(times: number, then: () => void): void {
    if (times === 0) {
      then();
      return;
    }
    this.caller.progress({ type: 'ringing' });
    this.after(this.context.timing.ring, () => {
      this.ring(times - 1, then);
    });
  }

  private ringCallee(callee: Callee, times: number): void {
    if (times === 0) {
      this.fail('NO ANSWER');
      return;
    }
    this.after(this.context.timing.ring, () => {
      this.ringCallee(callee, times - 1);
    });
    this.caller.progress({ type: 'ringing' });
    callee.ring((other) => this.pickedUp(other));
  }

  /** The callee's modem went off hook; both ends hear the carrier at the same time. */
  private pickedUp(other: Caller): FarEnd {
    this.callee = undefined;
    const farEnd: FarEnd = {
      receive: (bytes) => {
        other.receive(bytes);
      },
      callerGone: () => {
        other.lost();
      },
    };
    this.farEnd = farEnd;
    this.after(this.context.timing.handshake, () => {
      other.progress({ type: 'connected', speed: this.speed(this.context.condition) });
      this.connect(this.context.condition, farEnd);
    });
    return {
      receive: (bytes) => this.toCaller?.write(bytes),
      callerGone: () => {
        this.drop();
      },
    };
  }

  private answered(destination: Extract<Destination, { kind: 'answers' }>): void {
    const condition = destination.condition ?? this.context.condition;
    let farEnd: FarEnd | undefined;
    // CONNECT goes first: what the far end says at once must find the modem listening.
    this.connect(condition, {
      receive: (bytes) => farEnd?.receive(bytes),
      callerGone: () => farEnd?.callerGone(),
    });
    try {
      farEnd = destination.answer({
        send: (bytes) => this.toCaller?.write(bytes),
        hangUp: () => {
          this.drop();
        },
      });
    } catch (error) {
      this.context.log(`the far end cannot take the call: ${String(error)}`);
      this.drop();
      return;
    }
    if (this.over) {
      farEnd.callerGone();
      return;
    }
    if (destination.dropAfter === undefined) return;
    this.after(destination.dropAfter, () => {
      this.drop();
    });
  }

  private connect(condition: LineCondition, farEnd: FarEnd): void {
    const { clock } = this.context;
    this.farEnd = farEnd;
    this.toFarEnd = oneWay(clock, condition, (bytes) => {
      farEnd.receive(bytes);
    });
    this.toCaller = oneWay(clock, otherDirection(condition), (bytes) => {
      this.caller.receive(bytes);
    });
    this.caller.progress({ type: 'connected', speed: this.speed(condition) });
  }

  private speed(condition: LineCondition): number {
    return condition.speed ?? usualSpeed;
  }

  private fail(result: Extract<CallProgress, { type: 'failed' }>['result']): void {
    if (this.over) return;
    this.end();
    this.caller.progress({ type: 'failed', result });
  }

  /** The far end hung up, or the line broke. */
  private drop(): void {
    if (this.over) return;
    this.end();
    this.caller.lost();
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.cancelStep?.();
    this.callee?.ringingStopped();
    this.toFarEnd?.stop();
    this.toCaller?.stop();
    this.toCaller = undefined;
    this.toFarEnd = undefined;
    this.farEnd?.callerGone();
  }

  /** A call has one step ahead of it at a time. */
  private after(milliseconds: number, step: () => void): void {
    this.cancelStep?.();
    this.cancelStep = this.context.clock.after(milliseconds, step);
  }
}

/** The same noise in both directions would be a strange coincidence. */
function otherDirection(condition: LineCondition): LineCondition {
  if (condition.noise === undefined) return condition;
  return { ...condition, noise: { ...condition.noise, seed: condition.noise.seed + 1 } };
}
