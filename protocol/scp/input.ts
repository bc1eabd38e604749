/** What has arrived and no command of the script has had yet: where waitfor and getip look. */

/** What nobody waited for is forgotten from the beginning. */
const kept = 16_384;
const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;

export interface Wanted {
  readonly text: string;
  readonly matchCase: boolean;
}

export const isAddress = (text: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

export class Input {
  #text = '';

  push(bytes: Uint8Array): void {
    let text = '';
    for (const byte of bytes.subarray(-kept)) text += String.fromCharCode(byte);
    this.#text = (this.#text + text).slice(-kept);
  }

  /** Which of them comes first; it and everything before it is gone then. */
  find(wanted: readonly Wanted[]): number | undefined {
    const folded = this.#text.toLowerCase();
    let first: { readonly index: number; readonly end: number } | undefined;
    for (const [index, { text, matchCase }] of wanted.entries()) {
      const at = matchCase ? this.#text.indexOf(text) : folded.indexOf(text.toLowerCase());
      const end = at + text.length;
      if (at !== -1 && (first === undefined || end < first.end)) first = { index, end };
    }
    if (first) this.#text = this.#text.slice(first.end);
    return first?.index;
  }

  /** The so-manieth address; the last thing that arrived is one only when the line is `quiet`: more digits may follow. */
  address(index: number, quiet: boolean): string | undefined {
    const found = [...this.#text.matchAll(address)].filter(([text]) => isAddress(text))[index - 1];
    if (found === undefined) return undefined;
    const end = found.index + found[0].length;
    if (end === this.#text.length && !quiet) return undefined;
    this.#text = this.#text.slice(end);
    return found[0];
  }
}
