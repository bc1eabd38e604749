/** The terminal emulation: how it looks, and that nothing that comes from the line reaches beyond the picture. */
import { Terminal } from '@xterm/xterm';
import { closeDoors } from './closed-doors.ts';

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
