/** Runs a dial-up script on a line: with the clock, and with an end however the script is written. */
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import { Input } from './input.ts';
import { Problem } from './lexer.ts';
import type { Answer, Pause, ProgramHost, ScriptCredentials } from './program.ts';
import { PortProblem, Program } from './program.ts';
import type { Script, ScriptError } from './script-types.ts';

export interface ScriptHost extends ProgramHost {
  readonly clock: Clock;
  /** Once. `ended`: PPP may start; `halted`: a person has the line now. */
  over(end: 'ended' | 'halted'): void;
  failed(failure: Failure): void;
}

/** Milliseconds: a waitfor without until, or a loop, would otherwise hold the line for ever. */
const wholeTime = 300_000;
/** After which the last digits that came are taken for the whole address. */
const quietTime = 500;

export class ScriptRun {
  readonly #host: ScriptHost;
  readonly #program: Program;
  readonly #steps: Generator<Pause, 'ended' | 'halted', Answer>;
  readonly #input = new Input();
  #pause: Pause | undefined;
  #cancelPause: (() => void) | undefined;
  #cancelWhole: (() => void) | undefined;
  #over = false;

  constructor(script: Script, credentials: ScriptCredentials, host: ScriptHost) {
    this.#host = host;
    this.#program = new Program(script, credentials, host);
    this.#steps = this.#program.run();
  }

  start(): void {
    this.#cancelWhole = this.#host.clock.after(wholeTime, () => {
      const { line } = this.#program.place;
      this.#fail({
        number: 638,
        cause: `The script did not finish within ${wholeTime / 60_000} minutes.`,
        evidence: `it is in line ${line}`,
      });
    });
    this.#goOn(undefined);
  }

  /** As the script has set the port: what the line says, and what is typed meanwhile. */
  decode(bytes: Uint8Array): Uint8Array {
    return this.#program.coding.decode(bytes);
  }
  encode(bytes: Uint8Array): Uint8Array {
    return this.#program.coding.encode(bytes);
  }

  /** Decoded bytes from the line. */
  receive(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#input.push(bytes);
    const pause = this.#pause;
    if (pause === undefined || pause.type === 'time') return;
    const answer = this.#look(pause, false);
    if (answer !== undefined) this.#wake(answer);
    else if (pause.type === 'address') this.#awaitQuiet(pause);
  }

  /** Nothing is told afterwards. */
  stop(): void {
    this.#over = true;
    this.#cancelPause?.();
    this.#cancelWhole?.();
  }

  #wake(answer: Answer): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    this.#pause = undefined;
    this.#program.rested();
    this.#goOn(answer);
  }

  #goOn(first: Answer): void {
    let answer = first;
    while (!this.#over) {
      const step = this.#next(answer);
      if (step === undefined) return;
      if (step.done === true) {
        this.stop();
        this.#host.over(step.value);
        return;
      }
      answer = this.#look(step.value, false);
      if (answer === undefined) {
        this.#wait(step.value);
        return;
      }
    }
  }

  /** Undefined when it has failed. */
  #next(answer: Answer): IteratorResult<Pause, 'ended' | 'halted'> | undefined {
    try {
      return this.#steps.next(answer);
    } catch (problem) {
      if (problem instanceof Problem) this.#fail(scriptFailure(problem));
      else if (problem instanceof PortProblem)
        this.#fail({
          number: 605,
          cause: 'The script sets the port to what this line does not do.',
          evidence: `line ${this.#program.place.line}: ${problem.message}`,
        });
      else throw problem;
      return undefined;
    }
  }

  /** What there is already of what is waited for. */
  #look(pause: Pause, quiet: boolean): Answer {
    switch (pause.type) {
      case 'text':
        return this.#input.find(pause.wanted);
      case 'address':
        return this.#input.address(pause.index, quiet);
      case 'time':
        return undefined;
    }
  }

  #wait(pause: Pause): void {
    this.#pause = pause;
    if (pause.type === 'address') this.#awaitQuiet(pause);
    else if (pause.milliseconds !== undefined)
      this.#cancelPause = this.#host.clock.after(Math.min(pause.milliseconds, wholeTime), () => {
        this.#wake(undefined);
      });
  }

  #awaitQuiet(pause: Pause): void {
    this.#cancelPause?.();
    this.#cancelPause = this.#host.clock.after(quietTime, () => {
      const answer = this.#look(pause, true);
      if (answer !== undefined) this.#wake(answer);
    });
  }

  #fail(failure: Failure): void {
    this.stop();
    this.#host.failed(failure);
  }
}

/** The script, as it stands, cannot be run. */
export const scriptFailure = ({ line, column, message }: ScriptError): Failure => ({
  number: 752,
  cause: `The script of the entry is wrong in line ${line}: ${message}`,
  evidence: `line ${line}, column ${column}`,
});
