/** Hides dialled digits from logs, where the modem's echo would bring them back too: they may be a calling card's. */

const hide = (text: string) => text.replace(/[0-9A-Za-z]/g, '#');

/** Shorter pieces of the number say nothing, and would blot out speeds and register values. */
const shortestPiece = 4;

/** Where the number begins in a command line with a dial command, and -1 in any other. */
function dialStart(line: string): number {
  const upper = line.toUpperCase();
  let at = upper.indexOf('AT');
  if (at < 0) return -1;
  at += 2;
  while (at < upper.length) {
    const character = upper.charAt(at);
    if (character === 'D') {
      const modifier = upper.charAt(at + 1);
      return modifier === 'T' || modifier === 'P' ? at + 2 : at + 1;
    }
    if (character === '+') {
      // +NAME=value reaches to the next semicolon.
      const end = upper.indexOf(';', at);
      if (end < 0) return -1;
      at = end + 1;
    } else {
      // &D2, \N3, %C1, *B0, -K1 are commands of two characters.
      at += '&\\%*-#'.includes(character) ? 2 : 1;
    }
  }
  return -1;
}

export class NumberMask {
  #digits = '';
  #pieces: readonly string[] = [];

  /** From now on this number is hidden, wherever it turns up. */
  set number(number: string) {
    this.#digits = number.replace(/\D/g, '');
    this.#pieces = (number.match(/[0-9A-Za-z.-]+/g) ?? [])
      .filter((piece) => piece.length >= shortestPiece)
      .map((piece) => piece.toLowerCase());
  }

  mask(text: string): string {
    const start = dialStart(text);
    const masked = start < 0 ? text : text.slice(0, start) + hide(text.slice(start));
    return this.#maskDigits(this.#maskPieces(maskSecrets(masked)));
  }

  #maskPieces(text: string): string {
    let masked = text;
    for (const piece of this.#pieces) {
      for (let at = masked.toLowerCase().indexOf(piece); at >= 0;) {
        masked = masked.slice(0, at) + hide(piece) + masked.slice(at + piece.length);
        at = masked.toLowerCase().indexOf(piece, at + piece.length);
      }
    }
    return masked;
  }

  /** An echo may come in pieces, and without the punctuation. */
  #maskDigits(text: string): string {
    return text.replace(/\d{4,}/g, (run) =>
      this.#digits.includes(run) || (this.#digits.length >= shortestPiece && run.includes(this.#digits))
        ? hide(run)
        : run,
    );
  }
}

/** Init strings of cellular and WiFi modems that carry a PIN or a password: AT+CPIN=, AT+CGAUTH=, AT$PASS= and their kin. */
const secretCommand =
  /((?:PIN|AUTH|PASS|PWD|PSK|CLCK|QCPDPP|QICSGP|CSTT|UPSD|SGACT)[A-Z0-9]{0,16}\s?=)([^;]*)/gi;

function maskSecrets(text: string): string {
  return text.replace(secretCommand, (_, command: string, secret: string) => command + hide(secret));
}
