/** What is in a menu, and where keys lead in it. */
import { parseLabel } from './access-key.ts';

export interface MenuCommand {
  readonly label: string;
  /** Shown at the right: "F2", "Alt+Enter". The window handles the key itself. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  /** A tooltip; of a disabled command: why. */
  readonly title?: string;
  readonly checked?: boolean;
  /** One of several that exclude each other: a dot instead of a tick. */
  readonly radio?: boolean;
  /** What a double-click does: drawn bold. */
  readonly default?: boolean;
  readonly onSelect: () => void;
}
export interface SubMenu {
  readonly label: string;
  readonly disabled?: boolean;
  readonly items: readonly MenuItem[];
}
export type MenuItem = MenuCommand | SubMenu | 'separator';

export const isSubMenu = (item: MenuItem | undefined): item is SubMenu =>
  item !== undefined && item !== 'separator' && 'items' in item;

/** The next item that is no separator, round the ends; -1 when there is none. Disabled ones are visited, as Windows has it. */
export function step(items: readonly MenuItem[], from: number, by: 1 | -1): number {
  for (let tried = 1; tried <= items.length; tried += 1) {
    const at = (from + by * tried + items.length * (tried + 1)) % items.length;
    if (items[at] !== 'separator') return at;
  }
  return -1;
}

export interface Move {
  /** Where the highlight goes. */
  readonly index: number;
  /** It is also chosen: its letter is unique. */
  readonly choose: boolean;
}

/** Where a key leads in an open menu; undefined: it is not a key of menus. */
export function menuMove(items: readonly MenuItem[], index: number, key: string): Move | undefined {
  if (key === 'ArrowDown') return { index: step(items, index, 1), choose: false };
  if (key === 'ArrowUp') return { index: step(items, index < 0 ? 0 : index, -1), choose: false };
  if (key === 'Home') return { index: step(items, -1, 1), choose: false };
  if (key === 'End') return { index: step(items, 0, -1), choose: false };
  if (key.length !== 1 || key === ' ') return undefined;
  const letter = key.toLowerCase();
  const keyed = items.map((item) => (item === 'separator' ? undefined : parseLabel(item.label).key));
  const initials = items.map((item) =>
    item === 'separator' ? undefined : parseLabel(item.label).text.charAt(0).toLowerCase(),
  );
  const matches = keyed.includes(letter) ? keyed : initials;
  const at = matches.flatMap((candidate, position) => (candidate === letter ? [position] : []));
  const [first] = at;
  if (first === undefined) return undefined;
  return { index: at.find((position) => position > index) ?? first, choose: at.length === 1 };
}
