/** The keys the terminal window keeps for itself; every other one goes to the line. */
export type TerminalKey = 'continue' | 'cancel' | 'copy' | 'paste' | 'leave' | 'menu';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export function terminalKey({ key, ctrlKey, shiftKey, altKey, metaKey }: Pressed): TerminalKey | undefined {
  if (altKey || metaKey) return undefined;
  if (ctrlKey) {
    if (!shiftKey) return undefined;
    if (key.toLowerCase() === 'c') return 'copy';
    return key.toLowerCase() === 'v' ? 'paste' : undefined;
  }
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return 'menu';
  if (shiftKey) return undefined;
  if (key === 'F7') return 'continue';
  if (key === 'F3') return 'cancel';
  return key === 'F6' ? 'leave' : undefined;
}
