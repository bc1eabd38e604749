/**
 * The terminal emulation for a line whose other end is a stranger: it draws what comes, and nothing that comes reaches beyond
 * the picture – no title, no clipboard, no link, no colour scheme, no answer with words of the other end's choosing.
 */
import { Terminal } from '@xterm/xterm';

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

function closeDoors({ parser }: Terminal): void {
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

const background = '#000000';

export function lineTerminal(): Terminal {
  const terminal = new Terminal({
    // The other end echoes what is typed, as it should.
    convertEol: false,
    scrollback: 5000,
    screenReaderMode: true,
    fontFamily: "'DejaVu Sans Mono', 'Liberation Mono', 'Courier New', monospace",
    // Whole pixels, so that letters stay crisp.
    fontSize: 14,
    lineHeight: 1,
    letterSpacing: 0,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    cursorStyle: 'block',
    minimumContrastRatio: 4.5,
    altClickMovesCursor: false,
    rightClickSelectsWord: false,
    linkHandler: { activate: () => undefined },
    windowOptions: {},
    logLevel: 'off',
    theme: { background, foreground: '#c8c8c8', cursor: '#c8c8c8', cursorAccent: background },
  });
  closeDoors(terminal);
  return terminal;
}
