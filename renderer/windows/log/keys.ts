/** The viewer's keys, wherever the focus is. */
import type { LogCommands, LogSituation } from './menus.ts';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key does; undefined: nothing here. `typing`: the focus is in a text field, which has its own keys. */
export function keyCommand(
  { key, ctrlKey, shiftKey, altKey, metaKey }: Pressed,
  typing: boolean,
  commands: LogCommands,
  situation: LogSituation,
): (() => void) | undefined {
  if (altKey || metaKey) return undefined;
  if (key === 'F3' && !ctrlKey) return () => commands.findNext(shiftKey ? -1 : 1);
  if (!ctrlKey || shiftKey) return undefined;
  switch (key.toLowerCase()) {
    case 'f':
      return commands.find;
    case 's':
      return situation.open ? () => commands.saveText('plain') : undefined;
    case 'a':
      return typing ? undefined : commands.selectAll;
    default:
      return undefined;
  }
}
