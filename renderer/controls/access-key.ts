/** "&User name" underlines the U, and Alt+U goes there; "&&" is an ampersand. */

export interface AccessLabel {
  readonly before: string;
  /** The underlined letter as written; empty when there is none. */
  readonly letter: string;
  readonly after: string;
  /** All of it, as it is read out. */
  readonly text: string;
  /** The letter in lower case, as a key press is compared. */
  readonly key: string | undefined;
}

export function parseLabel(label: string, accessKey?: string): AccessLabel {
  let text = '';
  let at = -1;
  for (let index = 0; index < label.length; index += 1) {
    const letter = label.charAt(index);
    const next = label.charAt(index + 1);
    if (letter !== '&' || next === '') {
      text += letter;
      continue;
    }
    if (next !== '&' && next !== ' ' && at < 0) at = text.length;
    else if (next === ' ') text += '&';
    text += next;
    index += 1;
  }
  if (at < 0 && accessKey !== undefined) at = text.toLowerCase().indexOf(accessKey.toLowerCase());
  if (at < 0) return { before: text, letter: '', after: '', text, key: accessKey?.toLowerCase() };
  const letter = text.charAt(at);
  return { before: text.slice(0, at), letter, after: text.slice(at + 1), text, key: letter.toLowerCase() };
}
