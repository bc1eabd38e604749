/** Values of expressions. Getip waits for the line, so that an evaluation may pause. */
import { Problem } from './lexer.ts';
import type { BinaryOperator, Expression, Place, SystemVariable, Value } from './script-types.ts';

export interface Scope {
  readonly variables: ReadonlyMap<string, Value>;
  readonly system: Readonly<Record<SystemVariable, Value>>;
}

/** Asks for the so-manieth address that arrives, and is answered with it. */
export interface AddressWanted {
  readonly type: 'address';
  readonly index: number;
}

/** A script that makes strings longer and longer stops here. */
const longestString = 4096;

export function* evaluate(expression: Expression, scope: Scope): Generator<AddressWanted, Value, string> {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable': {
      const value = scope.variables.get(expression.name);
      if (value === undefined) throw new Error(`the parser let "${expression.name}" through`);
      return value;
    }
    case 'system':
      return scope.system[expression.name];
    case 'getip': {
      const index = expression.index === undefined ? 1 : Number(yield* evaluate(expression.index, scope));
      if (index < 1) throw new Problem(expression.place, 'getip counts from one.');
      return yield { type: 'address', index };
    }
    case 'unary': {
      const operand = yield* evaluate(expression.operand, scope);
      return expression.operator === '!' ? operand !== true : integer(-Number(operand));
    }
    case 'binary': {
      // Both sides always: the documents promise no shortcut.
      const left = yield* evaluate(expression.left, scope);
      const right = yield* evaluate(expression.right, scope);
      return combine(expression.operator, left, right, expression.place);
    }
  }
}

/** As a processor of the time counted. */
const integer = (value: number): number => value | 0;

function combine(operator: BinaryOperator, left: Value, right: Value, place: Place): Value {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case 'and':
      return left === true && right === true;
    case 'or':
      return left === true || right === true;
    case '+':
      if (typeof left === 'string' && typeof right === 'string') return joined(left, right, place);
      break;
    default:
  }
  return arithmetic(operator, Number(left), Number(right), place);
}

function joined(left: string, right: string, place: Place): string {
  if (left.length + right.length > longestString) throw new Problem(place, 'The string becomes too long.');
  return left + right;
}

function arithmetic(operator: BinaryOperator, left: number, right: number, place: Place): Value {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return integer(left + right);
    case '-':
      return integer(left - right);
    case '*':
      return Math.imul(left, right);
    case '/':
      if (right === 0) throw new Problem(place, 'This divides by zero.');
      return integer(left / right);
    default:
      throw new Error(`the parser let "${operator}" through`);
  }
}
