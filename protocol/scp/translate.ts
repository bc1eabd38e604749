/** What a string of a script means on the line: ^M and <cr> are control characters, a backslash takes that from them. */

const control = /\\([\^<\\])|\^([@-_a-z])|<(cr|lf)>/gi;

export const translate = (text: string): string =>
  text.replace(control, (_whole, plain?: string, letter?: string, name?: string) => {
    if (plain !== undefined) return plain;
    // @ to _ are 0 to 31, and small letters mean what capitals do.
    if (letter !== undefined) return String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 0x40);
    return name?.toLowerCase() === 'cr' ? '\r' : '\n';
  });
