/** Cuts a script into words, numbers, strings and symbols, each with its place. */
import type { Place, ScriptError } from './script-types.ts';

export type Token = { readonly place: Place } &
  /** Names and commands, in lower case: scripts know no case. `$USERID` is a word, too. */
  (
    | { readonly kind: 'word'; readonly text: string }
    | { readonly kind: 'integer'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'symbol'; readonly text: string }
    | { readonly kind: 'end' }
  );

/** On its way out of the parser; nobody else sees it. */
export class Problem extends Error implements ScriptError {
  readonly line: number;
  readonly column: number;

  constructor({ line, column }: Place, message: string) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const largestInteger = 2_147_483_647;
const patterns = {
  blank: /[^\S\n]+|;[^\n]*/y,
  word: /[$A-Za-z_][A-Za-z0-9_]*/y,
  integer: /\d+/y,
  symbol: /==|!=|<=|>=|[=!<>+\-*/(),:]/y,
} as const;

export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    if (match(patterns.blank) !== undefined) continue;
    if (text[at] === '\n') {
      at += 1;
      line += 1;
      lineStart = at;
      continue;
    }
    const place = { line, column: at - lineStart + 1 };
    if (at >= text.length) {
      tokens.push({ kind: 'end', place });
      return tokens;
    }
    const word = match(patterns.word);
    if (word !== undefined) {
      tokens.push({ kind: 'word', text: word.toLowerCase(), place });
      continue;
    }
    const digits = match(patterns.integer);
    if (digits !== undefined) {
      const value = Number(digits);
      if (value > largestInteger) throw new Problem(place, 'The number is too large.');
      tokens.push({ kind: 'integer', value, place });
      continue;
    }
    const symbol = match(patterns.symbol);
    if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol, place });
      continue;
    }
    if (text[at] !== '"') throw new Problem(place, `${JSON.stringify(text[at])} means nothing here.`);
    const { value, length } = stringAt(text, at, place);
    tokens.push({ kind: 'string', value, place });
    at += length;
  }
}

/**
 * Only \" is undone here: what ^M, <cr> and the other backslashes mean is for transmit and waitfor to say, as `raw` may
 * forbid it.
 */
function stringAt(text: string, start: number, place: Place): { value: string; length: number } {
  let value = '';
  for (let at = start + 1; ; at += 1) {
    const character = text[at];
    if (character === undefined || character === '\n' || character === '\r')
      throw new Problem(place, 'The closing quotation mark is missing.');
    if (character === '"') return { value, length: at + 1 - start };
    if (character === '\\') {
      const next = text[at + 1];
      if (next === '"') value += next;
      else value += character + (next === '\\' ? next : '');
      if (next === '"' || next === '\\') at += 1;
    } else if (character > '\u00ff') {
      throw new Problem(place, `A line does not carry the character ${JSON.stringify(character)}.`);
    } else value += character;
  }
}
