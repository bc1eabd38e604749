/** "Extra settings": the AT lines of an entry as the text of a box, a line each. */

export type Init = string | string[];

export const initText = (init: Init | undefined): string =>
  init === undefined ? '' : typeof init === 'string' ? init : init.join('\n');

/** What the text says, in the form the entry has already if it says the same. */
export function initFrom(text: string, before: Init | undefined): Init | undefined {
  if (text === initText(before)) return before;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first] = lines;
  return lines.length > 1 ? lines : first;
}
