/** The menu bar: Alt+letter, F10 and arrow keys, and the mouse moving from menu to menu once one is open. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';
import { Menu } from './Menu.tsx';
import type { MenuItem } from './menu-model.ts';
import { useMenuDismissal } from './menu-dismissal.ts';

export interface MenuBarProps {
  readonly menus: readonly { readonly label: string; readonly items: readonly MenuItem[] }[];
}

export function MenuBar({ menus }: MenuBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const [current, setCurrent] = useState(0);
  const [open, setOpen] = useState<{ first: boolean }>();
  const heads = (): HTMLElement[] => [...(bar.current?.querySelectorAll<HTMLElement>('.menu-head') ?? [])];

  const remember = (): void => {
    const active = document.activeElement;
    if (bar.current?.contains(active) !== true) before.current = active;
  };
  /** Back to where the user was. */
  const leave = (): void => {
    setOpen(undefined);
    const held = before.current;
    if (held instanceof HTMLElement && held.isConnected) held.focus();
  };
  const go = (index: number, how: { first: boolean } | undefined): void => {
    const at = (index + menus.length) % menus.length;
    remember();
    setCurrent(at);
    setOpen(how);
    heads()[at]?.focus();
  };
  useMenuDismissal(open !== undefined, bar, leave);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F10' || event.shiftKey || event.ctrlKey || event.altKey || event.defaultPrevented)
        return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      go(0, undefined);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const { key } = event;
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      go(current + (key === 'ArrowRight' ? 1 : -1), open && { first: true });
    } else if (key === 'ArrowDown' || key === 'ArrowUp' || key === 'Enter' || key === ' ') {
      go(current, { first: true });
    } else if (key === 'Escape' || key === 'F10') leave();
    else {
      const at = menus.findIndex(({ label }) => parseLabel(label).key === key.toLowerCase());
      if (at < 0) return;
      go(at, { first: true });
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = open === undefined ? undefined : menus[current];
  const head = heads()[current]?.getBoundingClientRect();
  return (
    <div
      className="menu-bar"
      ref={bar}
      onFocus={({ relatedTarget }) => {
        // An access key focuses a head before it presses it.
        if (relatedTarget !== null && bar.current?.contains(relatedTarget) !== true)
          before.current = relatedTarget;
      }}
    >
      <div role="menubar" aria-label="Menu bar" className="menu-heads" onKeyDown={onKeyDown}>
        {menus.map(({ label }, index) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            className={`menu-head${open !== undefined && index === current ? ' open' : ''}`}
            tabIndex={index === current ? 0 : -1}
            aria-haspopup="menu"
            aria-expanded={open !== undefined && index === current}
            onPointerDown={(event) => {
              event.preventDefault();
              if (open !== undefined && index === current) leave();
              else go(index, { first: false });
            }}
            onPointerEnter={() => {
              if (open !== undefined && index !== current) go(index, { first: false });
            }}
            onClick={(event) => {
              // From the keyboard or an access key: a pointer has opened it already.
              if (event.detail === 0) go(index, { first: true });
            }}
            {...accessKeyProps(parseLabel(label).key)}
          >
            <AccessText label={label} />
          </button>
        ))}
      </div>
      {shown !== undefined && open !== undefined && head !== undefined && (
        <Menu
          key={current}
          label={parseLabel(shown.label).text}
          items={shown.items}
          at={{ x: head.left, y: head.bottom }}
          first={open.first}
          onDone={leave}
          onBack={() => go(current, undefined)}
          onSide={(by) => go(current + by, { first: true })}
        />
      )}
    </div>
  );
}
