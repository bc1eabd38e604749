/** Tells whoever started the program, on its standard error, what went wrong; a terminal can be shown all of it. */
import { textOf } from '../../client/index.ts';
import { oneLine } from '../../contract/text.ts';

/** Pages, files and other programs had a part in it: what could steer a terminal is escaped, line by line. */
export function reportText(what: string, error?: unknown): string {
  const why =
    error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : textOf(error)}`;
  const lines = `dial-up-networking: ${what}${why}`.split('\n');
  return lines.map(oneLine).join('\n');
}

export function report(what: string, error?: unknown): void {
  console.error(reportText(what, error));
}
