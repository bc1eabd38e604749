/** A menu at a point of the window; whoever shows it takes it away when it says so. */
import { useRef, useState } from 'react';
import { Menu } from './Menu.tsx';
import type { MenuItem } from './menu-model.ts';
import { useMenuDismissal } from './menu-dismissal.ts';

export interface ContextMenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly at: { readonly x: number; readonly y: number };
  /** Opened with Shift+F10 or the Menu key. */
  readonly byKey?: boolean;
  readonly onClose: () => void;
}

export function ContextMenu({ label, items, at, byKey = false, onClose }: ContextMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  // Asked before the menu takes the focus.
  const [before] = useState(() => document.activeElement);
  const close = (): void => {
    onClose();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  useMenuDismissal(true, box, close);
  return (
    <div ref={box} onContextMenu={(event) => event.preventDefault()}>
      <Menu label={label} items={items} at={at} first={byKey} onDone={close} onBack={close} />
    </div>
  );
}
