/** Parses expressions by precedence, and checks that their types fit. */
import { Problem } from './lexer.ts';
import type { BinaryOperator, Expression, Place, SystemVariable, ValueType } from './script-types.ts';
import { systemVariables } from './script-types.ts';
import type { Tokens } from './tokens.ts';

/** Loosest first. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];

/** Deeper or longer than anybody writes: beyond this an expression is an attack on our stack. */
const deepest = 32;
const longest = 200;

const isSystemVariable = (name: string): name is SystemVariable => name in systemVariables;

export class Expressions {
  readonly #tokens: Tokens;
  readonly #variables: ReadonlyMap<string, ValueType>;
  #depth = 0;
  #length = 0;

  constructor(tokens: Tokens, variables: ReadonlyMap<string, ValueType>) {
    this.#tokens = tokens;
    this.#variables = variables;
  }

  /** An expression that has to be of this type. */
  parse(type: ValueType): Expression {
    this.#length = 0;
    const { place } = this.#tokens;
    const expression = this.#level(0);
    if (expression.type !== type)
      throw new Problem(
        place,
        `There should be ${article(type)} here instead of ${article(expression.type)}.`,
      );
    return expression;
  }

  #level(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#tokens.is(each));
      if (operator === undefined) return left;
      const { place } = this.#tokens;
      this.#tokens.take();
      this.#grow(place);
      const right = this.#level(level + 1);
      left = { kind: 'binary', operator, left, right, place, type: resultOf(operator, left, right, place) };
    }
  }

  #unary(): Expression {
    const { place } = this.#tokens;
    this.#grow(place);
    const operator = (['-', '!'] as const).find((each) => this.#tokens.is(each));
    if (operator === undefined) return this.#primary();
    this.#tokens.take();
    const operand = this.#deeper(place, () => this.#unary());
    const type = operator === '-' ? 'integer' : 'boolean';
    if (operand.type !== type)
      throw new Problem(place, `"${operator}" takes ${article(type)}, not ${article(operand.type)}.`);
    return { kind: 'unary', operator, operand, place, type };
  }

  #primary(): Expression {
    const { next, place } = this.#tokens;
    switch (next.kind) {
      case 'integer':
      case 'string':
        this.#tokens.take();
        return { kind: 'literal', value: next.value, type: next.kind, place };
      case 'symbol':
        if (!this.#tokens.accept('(')) break;
        {
          const inner = this.#deeper(place, () => this.#level(0));
          this.#tokens.expect(')');
          return inner;
        }
      case 'word':
        return this.#word(next.text, place);
      case 'end':
    }
    throw this.#tokens.unexpected('a value');
  }

  #word(word: string, place: Place): Expression {
    if (word === 'true' || word === 'false') {
      this.#tokens.take();
      return { kind: 'literal', value: word === 'true', type: 'boolean', place };
    }
    if (word === 'getip') return this.#getip(place);
    if (isSystemVariable(word)) {
      this.#tokens.take();
      return { kind: 'system', name: word, type: systemVariables[word], place };
    }
    if (word.startsWith('$'))
      throw new Problem(place, `There is no system variable "${word.toUpperCase()}".`);
    const name = this.#tokens.name('a value');
    const type = this.#variables.get(name);
    if (type === undefined) throw new Problem(place, `"${name}" has not been declared.`);
    return { kind: 'variable', name, type, place };
  }

  /** Which address follows on the same line, if it is not the first: on the next one another command begins. */
  #getip(place: Place): Expression {
    this.#tokens.take();
    const { next } = this.#tokens;
    const names = next.kind === 'word' && (this.#variables.has(next.text) || isSystemVariable(next.text));
    const given =
      next.place.line === place.line && (next.kind === 'integer' || names || this.#tokens.is('(', '-'));
    const index = given ? this.#deeper(place, () => this.#unary()) : undefined;
    if (index !== undefined && index.type !== 'integer')
      throw new Problem(index.place, `getip takes an integer, not ${article(index.type)}.`);
    return { kind: 'getip', index, type: 'string', place };
  }

  #deeper(place: Place, parse: () => Expression): Expression {
    if (this.#depth >= deepest) throw new Problem(place, 'The expression is too deep.');
    this.#depth += 1;
    const expression = parse();
    this.#depth -= 1;
    return expression;
  }

  #grow(place: Place): void {
    this.#length += 1;
    if (this.#length > longest) throw new Problem(place, 'The expression is too long.');
  }
}

const article = (type: ValueType): string => (type === 'integer' ? 'an integer' : `a ${type}`);

function resultOf(operator: BinaryOperator, left: Expression, right: Expression, place: Place): ValueType {
  const both = (type: ValueType) => left.type === type && right.type === type;
  switch (operator) {
    case 'or':
    case 'and':
      if (both('boolean')) return 'boolean';
      break;
    case '==':
    case '!=':
      if (left.type === right.type) return 'boolean';
      break;
    case '<':
    case '<=':
    case '>':
    case '>=':
      if (both('integer')) return 'boolean';
      break;
    case '+':
      if (both('string')) return 'string';
      if (both('integer')) return 'integer';
      break;
    default:
      if (both('integer')) return 'integer';
  }
  throw new Problem(place, `"${operator}" does not take ${article(left.type)} and ${article(right.type)}.`);
}
