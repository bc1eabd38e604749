/** The parser's view of the tokens: what comes next, and a problem with its place when it is something else. */
import type { Token } from './lexer.ts';
import { lex, Problem } from './lexer.ts';
import type { Place } from './script-types.ts';

const reserved = new Set(
  (
    'and boolean databits delay do endif endproc endwhile even false getip goto halt if integer ipaddr keyboard mark ' +
    'matchcase none odd off on or parity port proc raw screen set space stopbits string then transmit true until ' +
    'waitfor while'
  ).split(' '),
);

const describe = (token: Token): string => {
  switch (token.kind) {
    case 'end':
      return 'the end of the script';
    case 'string':
      return 'a string';
    case 'integer':
      return String(token.value);
    default:
      return `"${token.text}"`;
  }
};

export class Tokens {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = lex(text);
  }

  get next(): Token {
    // The last one is the end, and nobody goes beyond it.
    return this.#tokens[this.#at] ?? { kind: 'end', place: { line: 1, column: 1 } };
  }

  get place(): Place {
    return this.next.place;
  }

  /** The token after the next is this symbol. */
  isBefore(symbol: string): boolean {
    const after = this.#tokens[this.#at + 1];
    return after?.kind === 'symbol' && after.text === symbol;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  is(...texts: readonly string[]): boolean {
    const { next } = this;
    return (next.kind === 'word' || next.kind === 'symbol') && texts.includes(next.text);
  }

  /** Takes this word or symbol if it is next. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.take();
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected(`"${text}"`);
  }

  /** One of these words. */
  oneOf<T extends string>(...texts: readonly T[]): T {
    const found = texts.find((text) => this.accept(text));
    if (found === undefined) throw this.unexpected(texts.map((text) => `"${text}"`).join(' or '));
    return found;
  }

  integerOf(...values: readonly number[]): number {
    const { next } = this;
    if (next.kind !== 'integer' || !values.includes(next.value)) throw this.unexpected(values.join(' or '));
    this.take();
    return next.value;
  }

  /** A name that the script may give to something. */
  name(what: string): string {
    const { next } = this;
    if (next.kind !== 'word' || reserved.has(next.text) || next.text.startsWith('$'))
      throw this.unexpected(what);
    this.take();
    return next.text;
  }

  unexpected(expected: string): Problem {
    return new Problem(this.place, `There should be ${expected} here instead of ${describe(this.next)}.`);
  }
}
