/**
 * The other end of a line is a stranger. What comes from it may draw, and nothing else: no title, no clipboard, no link, no
 * colour scheme, no answer with words of the other end's choosing. Answers of a fixed form (what terminal this is, where the
 * cursor stands) stay, since log-on programs ask for them.
 */
import type { Terminal } from '@xterm/xterm';

/**
 * Operating System Commands: titles (0–2), colours (4–19, 104–119), links (8), notifications (9, 99, 777), clipboard (52),
 * the shell's and editor's own (7, 133, 633, 1337). None of them has a meaning on a telephone line.
 */
const commands: readonly number[] = [
  ...Array.from({ length: 20 }, (_, number) => number),
  ...[50, 51, 52, 60, 61, 99],
  ...Array.from({ length: 20 }, (_, number) => 100 + number),
  ...[133, 633, 777, 1337],
];

const swallowed = (): boolean => true;

export function closeDoors({ parser }: Pick<Terminal, 'parser'>): void {
  for (const command of commands) parser.registerOscHandler(command, swallowed);
  // Window operations, and requests for settings: their answers would be typed on the line.
  parser.registerCsiHandler({ final: 't' }, swallowed);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallowed);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallowed);
  // Mouse and focus reports: moving the mouse must not type.
  for (const final of ['h', 'l'] as const) {
    parser.registerCsiHandler({ prefix: '?', final }, (parameters) => parameters.some(isReport));
  }
}

const reports = new Set([9, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016]);
const isReport = (parameter: number | number[]): boolean =>
  typeof parameter === 'number' && reports.has(parameter);
