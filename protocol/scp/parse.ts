/** From the text of a dial-up script to what can be run, or to the first place where it is wrong. */
import { Expressions } from './expressions.ts';
import { Problem } from './lexer.ts';
import type {
  Alternative,
  Expression,
  Instruction,
  Place,
  PortSetting,
  Script,
  ScriptError,
  Target,
  ValueType,
} from './script-types.ts';
import { parities } from './script-types.ts';
import { Tokens } from './tokens.ts';

/** Longer texts are not looked at; a phonebook does not hold them either. */
export const longestScript = 16_384;
const deepestBlock = 32;

interface Settable {
  index: number;
}
const initialValues = { integer: 0, string: '', boolean: false } as const;

/** Also for who only wants to know whether a script is in order. */
export function parseScript(text: string): { readonly script: Script } | { readonly error: ScriptError } {
  try {
    if (text.length > longestScript) throw new Problem({ line: 1, column: 1 }, 'The script is too long.');
    return { script: scriptOf(new Tokens(text)) };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { line, column, message } = problem;
    return { error: { line, column, message } };
  }
}

/** Only `main` is ever run, but all of it has to be in order. */
function scriptOf(tokens: Tokens): Script {
  const procedures = new Map<string, readonly Instruction[]>();
  while (tokens.next.kind !== 'end') {
    tokens.expect('proc');
    const { place } = tokens;
    const name = tokens.name('the name of a procedure');
    if (procedures.has(name)) throw new Problem(place, `There are two procedures "${name}".`);
    procedures.set(name, new Procedure(tokens).parse());
  }
  const code = procedures.get('main');
  if (code === undefined) throw new Problem(tokens.place, 'There is no procedure "main".');
  return { code };
}

class Procedure {
  readonly #tokens: Tokens;
  readonly #variables = new Map<string, ValueType>();
  readonly #expressions: Expressions;
  readonly #code: Instruction[] = [];
  readonly #labels = new Map<string, { readonly target: Settable; wanted: Place | undefined }>();
  #depth = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#expressions = new Expressions(tokens, this.#variables);
  }

  parse(): readonly Instruction[] {
    while (this.#tokens.is('integer', 'string', 'boolean')) this.#declaration();
    this.#block('endproc');
    for (const [name, { target, wanted }] of this.#labels)
      if (target.index < 0 && wanted !== undefined) throw new Problem(wanted, `There is no label "${name}".`);
    return this.#code;
  }

  #declaration(): void {
    const type = this.#tokens.oneOf('integer', 'string', 'boolean');
    const { place } = this.#tokens;
    const name = this.#tokens.name('the name of a variable');
    if (this.#variables.has(name)) throw new Problem(place, `"${name}" is declared twice.`);
    const value: Expression = this.#tokens.accept('=')
      ? this.#expressions.parse(type)
      : { kind: 'literal', value: initialValues[type], type, place };
    this.#variables.set(name, type);
    this.#code.push({ op: 'assign', name, value, place });
  }

  #block(end: 'endproc' | 'endif' | 'endwhile'): void {
    if (this.#depth >= deepestBlock) throw new Problem(this.#tokens.place, 'The blocks are nested too deep.');
    this.#depth += 1;
    while (!this.#tokens.accept(end)) {
      if (this.#tokens.next.kind === 'end') throw this.#tokens.unexpected(`"${end}"`);
      this.#statement();
    }
    this.#depth -= 1;
  }

  #statement(): void {
    const { next, place } = this.#tokens;
    if (next.kind !== 'word') throw this.#tokens.unexpected('a command');
    switch (next.text) {
      case 'delay':
        this.#tokens.take();
        this.#code.push({ op: 'delay', seconds: this.#expressions.parse('integer'), place });
        return;
      case 'goto':
        this.#tokens.take();
        this.#code.push({ op: 'jump', to: this.#label(), place });
        return;
      case 'halt':
        this.#tokens.take();
        this.#code.push({ op: 'halt', place });
        return;
      case 'if':
        this.#if(place);
        return;
      case 'while':
        this.#while(place);
        return;
      case 'set':
        this.#set(place);
        return;
      case 'transmit':
        this.#transmit(place);
        return;
      case 'waitfor':
        this.#waitfor(place);
        return;
      default:
        this.#named(place);
    }
  }

  #if(place: Place): void {
    this.#tokens.take();
    const condition = this.#expressions.parse('boolean');
    this.#tokens.expect('then');
    const to: Settable = { index: -1 };
    this.#code.push({ op: 'jump unless', condition, to, place });
    this.#block('endif');
    to.index = this.#code.length;
  }

  #while(place: Place): void {
    this.#tokens.take();
    const back = { index: this.#code.length };
    const condition = this.#expressions.parse('boolean');
    this.#tokens.expect('do');
    const to: Settable = { index: -1 };
    this.#code.push({ op: 'jump unless', condition, to, place });
    this.#block('endwhile');
    this.#code.push({ op: 'jump', to: back, place });
    to.index = this.#code.length;
  }

  #set(place: Place): void {
    this.#tokens.take();
    switch (this.#tokens.oneOf('port', 'screen', 'ipaddr')) {
      case 'port':
        this.#code.push({ op: 'set port', setting: this.#portSetting(), place });
        return;
      case 'screen':
        this.#tokens.expect('keyboard');
        this.#code.push({ op: 'set keyboard', on: this.#tokens.oneOf('on', 'off') === 'on', place });
        return;
      case 'ipaddr':
        this.#code.push({ op: 'set address', address: this.#expressions.parse('string'), place });
    }
  }

  #portSetting(): PortSetting {
    const name = this.#tokens.oneOf('databits', 'parity', 'stopbits');
    if (name === 'parity') return { name, value: this.#tokens.oneOf(...parities) };
    return {
      name,
      value: name === 'databits' ? this.#tokens.integerOf(5, 6, 7, 8) : this.#tokens.integerOf(1, 2),
    };
  }

  #transmit(place: Place): void {
    this.#tokens.take();
    const text = this.#expressions.parse('string');
    const raw = this.#tokens.accept(',');
    if (raw) this.#tokens.expect('raw');
    this.#code.push({ op: 'transmit', text, raw, place });
  }

  #waitfor(place: Place): void {
    this.#tokens.take();
    const alternatives: Alternative[] = [];
    do {
      const text = this.#expressions.parse('string');
      const matchCase = this.#tokens.accept(',');
      if (matchCase) this.#tokens.expect('matchcase');
      // Without a label there is only one thing to wait for.
      const then = this.#tokens.accept('then') ? this.#label() : undefined;
      alternatives.push({ text, matchCase, then });
    } while (alternatives.at(-1)?.then !== undefined && this.#tokens.accept(','));
    const until = this.#tokens.accept('until') ? this.#expressions.parse('integer') : undefined;
    this.#code.push({ op: 'waitfor', alternatives, until, place });
  }

  /** An assignment or a label. */
  #named(place: Place): void {
    if (this.#tokens.isBefore(':')) {
      const name = this.#tokens.name('a label');
      this.#tokens.expect(':');
      const { target } = this.#labelNamed(name);
      if (target.index >= 0) throw new Problem(place, `There are two labels "${name}".`);
      target.index = this.#code.length;
      return;
    }
    if (!this.#tokens.isBefore('=')) throw this.#tokens.unexpected('a command');
    if (this.#tokens.next.kind === 'word' && this.#tokens.next.text.startsWith('$'))
      throw new Problem(place, 'A system variable cannot be changed.');
    const name = this.#tokens.name('a variable');
    const type = this.#variables.get(name);
    if (type === undefined) throw new Problem(place, `"${name}" has not been declared.`);
    this.#tokens.expect('=');
    this.#code.push({ op: 'assign', name, value: this.#expressions.parse(type), place });
  }

  /** Where a label leads, which may come later. */
  #label(): Target {
    const { place } = this.#tokens;
    const label = this.#labelNamed(this.#tokens.name('a label'));
    label.wanted ??= place;
    return label.target;
  }

  #labelNamed(name: string) {
    const known = this.#labels.get(name);
    if (known) return known;
    const label = { target: { index: -1 }, wanted: undefined as Place | undefined };
    this.#labels.set(name, label);
    return label;
  }
}
