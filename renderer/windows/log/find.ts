/** Finding text in lines: whatever its case, literally. */

/** Undefined: nothing is looked for. */
export function patternOf(text: string): RegExp | undefined {
  if (text === '') return undefined;
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

export function contains(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** The text in pieces, those that were found marked. */
export function pieces(text: string, pattern: RegExp | undefined): readonly Piece[] {
  if (pattern === undefined) return [{ text, found: false }];
  const result: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) result.push({ text: text.slice(at, match.index), found: false });
    result.push({ text: match[0], found: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) result.push({ text: text.slice(at), found: false });
  return result;
}
