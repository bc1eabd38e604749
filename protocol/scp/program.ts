/** What a script does, command by command: a generator that pauses wherever the line or the clock has a say. */
import type { AddressWanted, Scope } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import type { Wanted } from './input.ts';
import { isAddress } from './input.ts';
import { Problem } from './lexer.ts';
import { LineCoding } from './line-coding.ts';
import type { Expression, Instruction, Place, Script, SystemVariable, Value } from './script-types.ts';
import { translate } from './translate.ts';

/** Why a program pauses. A wait for text or an address is answered with what came, or with undefined: too late. */
export type Pause =
  | AddressWanted
  | { readonly type: 'text'; readonly wanted: readonly Wanted[]; readonly milliseconds: number | undefined }
  | { readonly type: 'time'; readonly milliseconds: number };
export type Answer = string | number | undefined;

export interface ProgramHost {
  send(bytes: Uint8Array): void;
  /** The address that the other end has told us; PPP asks for it. */
  address(address: string): void;
  keyboard(on: boolean): void;
  /** What is being done, without anything that is sent. */
  log(text: string): void;
}

export interface ScriptCredentials {
  readonly user: string;
  readonly password: string;
}

/** The port does not do what the script sets. */
export class PortProblem extends Error {}

/** Commands between two pauses: beyond this a script goes round in a circle. */
const mostSteps = 10_000;

type Run<T> = Generator<Pause, T, Answer>;

export class Program {
  readonly coding = new LineCoding();
  readonly #code: readonly Instruction[];
  readonly #host: ProgramHost;
  readonly #variables = new Map<string, Value>();
  readonly #system: Record<SystemVariable, Value>;
  readonly #scope: Scope;
  #place: Place = { line: 1, column: 1 };
  #steps = 0;

  constructor({ code }: Script, { user, password }: ScriptCredentials, host: ProgramHost) {
    this.#code = code;
    this.#host = host;
    this.#system = { $userid: user, $password: password, $success: false, $failure: true };
    this.#scope = { variables: this.#variables, system: this.#system };
  }

  /** The command that is being carried out. */
  get place(): Place {
    return this.#place;
  }

  /** It has paused in truth, so that it may go round again. */
  rested(): void {
    this.#steps = 0;
  }

  *run(): Run<'ended' | 'halted'> {
    let at = 0;
    for (;;) {
      const instruction = this.#code[at];
      if (instruction === undefined) return 'ended';
      if (instruction.op === 'halt') return 'halted';
      this.#place = instruction.place;
      this.#steps += 1;
      if (this.#steps > mostSteps)
        throw new Problem(instruction.place, 'The script goes round in a circle without ever waiting.');
      at = (yield* this.#carryOut(instruction)) ?? at + 1;
    }
  }

  /** Where to go on, if not behind it. */
  *#carryOut(instruction: Exclude<Instruction, { op: 'halt' }>): Run<number | undefined> {
    switch (instruction.op) {
      case 'assign':
        this.#variables.set(instruction.name, yield* this.#value(instruction.value));
        return undefined;
      case 'jump':
        return instruction.to.index;
      case 'jump unless':
        return (yield* this.#value(instruction.condition)) === true ? undefined : instruction.to.index;
      case 'delay': {
        const seconds = Number(yield* this.#value(instruction.seconds));
        yield { type: 'time', milliseconds: Math.max(0, seconds) * 1000 };
        return undefined;
      }
      case 'set port':
        this.coding.set(instruction.setting);
        return undefined;
      case 'set keyboard':
        this.#host.keyboard(instruction.on);
        return undefined;
      case 'set address':
        yield* this.#setAddress(instruction);
        return undefined;
      case 'transmit':
        yield* this.#transmit(instruction);
        return undefined;
      case 'waitfor':
        return yield* this.#waitfor(instruction);
    }
  }

  *#setAddress({ address, place }: Extract<Instruction, { op: 'set address' }>): Run<void> {
    const text = String(yield* this.#value(address));
    if (!isAddress(text)) throw new Problem(place, 'This is not an IP address.');
    this.#host.log(`the script asks for the address ${text}`);
    this.#host.address(text);
  }

  *#transmit({ text, raw, place }: Extract<Instruction, { op: 'transmit' }>): Run<void> {
    this.#checkCoding();
    const value = String(yield* this.#value(text));
    const sent = raw ? value : translate(value);
    // A number only: it may be the password, and so may a string in the script.
    this.#host.log(`line ${place.line}: the script sends ${sent.length} bytes`);
    this.#host.send(this.coding.encode(Uint8Array.from(sent, (character) => character.charCodeAt(0))));
  }

  *#waitfor({
    alternatives,
    until,
    place,
  }: Extract<Instruction, { op: 'waitfor' }>): Run<number | undefined> {
    this.#checkCoding();
    const wanted: Wanted[] = [];
    for (const { text, matchCase } of alternatives)
      wanted.push({ text: translate(String(yield* this.#value(text))), matchCase });
    const seconds = until === undefined ? undefined : Math.max(0, Number(yield* this.#value(until)));
    const limit = seconds === undefined ? '' : `, for ${seconds} seconds`;
    this.#host.log(
      `line ${place.line}: the script waits for ${alternatives.map(shown).join(' or ')}${limit}`,
    );
    const found = yield {
      type: 'text',
      wanted,
      milliseconds: seconds === undefined ? undefined : seconds * 1000,
    };
    const success = typeof found === 'number';
    this.#system.$success = success;
    this.#system.$failure = !success;
    if (!success) {
      this.#host.log(`line ${place.line}: it did not come`);
      return undefined;
    }
    return alternatives[found]?.then?.index;
  }

  *#value(expression: Expression): Run<Value> {
    const evaluation = evaluate(expression, this.#scope);
    for (let step = evaluation.next(''); ;) {
      if (step.done === true) return step.value;
      this.#checkCoding();
      step = evaluation.next(String(yield step.value));
    }
  }

  #checkCoding(): void {
    const { problem } = this.coding;
    if (problem !== undefined) throw new PortProblem(problem);
  }
}

/** What the script says in so many words may be shown; what it works out may be a secret. */
const shown = ({ text }: { readonly text: Expression }): string =>
  text.kind === 'literal' ? JSON.stringify(text.value) : 'a value';
