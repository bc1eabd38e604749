/** One open menu, and the submenus it opens; the menu bar and context menus are made of these. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { AccessText } from './AccessText.tsx';
import { parseLabel } from './access-key.ts';
import { isSubMenu, menuMove, step } from './menu-model.ts';
import type { MenuItem } from './menu-model.ts';

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** The top left corner wanted; it is moved so that the menu stays inside the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** Opened by keyboard: the first item is highlighted. */
  readonly first: boolean;
  /** All menus close: something was chosen, or everything is given up. */
  readonly onDone: () => void;
  /** This menu alone closes. */
  readonly onBack: () => void;
  /** Left or right where this menu has no use for it: the menu bar's business. */
  readonly onSide?: (by: 1 | -1) => void;
}

export function Menu({ label, items, at, first, onDone, onBack, onSide }: MenuProps) {
  const list = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState(first ? step(items, -1, 1) : -1);
  const [open, setOpen] = useState<{ index: number; first: boolean; at: MenuProps['at'] }>();
  const [place, setPlace] = useState<CSSProperties>({ left: at.x, top: at.y });

  useLayoutEffect(() => {
    if (list.current === null) return;
    const { offsetWidth, offsetHeight } = list.current;
    setPlace({
      left: Math.max(0, Math.min(at.x, innerWidth - offsetWidth)),
      top: Math.max(0, Math.min(at.y, innerHeight - offsetHeight)),
    });
  }, [at.x, at.y]);

  useEffect(() => {
    if (open !== undefined) return;
    const item = index < 0 ? undefined : list.current?.children[index];
    (item instanceof HTMLElement ? item : list.current)?.focus();
  }, [index, open]);

  const openAt = (position: number, byKey: boolean): void => {
    const element = list.current?.children[position];
    if (element === undefined) return;
    const { right, top } = element.getBoundingClientRect();
    setIndex(position);
    setOpen({ index: position, first: byKey, at: { x: right - 3, y: top - 3 } });
  };
  const choose = (position: number, byKey: boolean): void => {
    const item = items[position];
    if (item === undefined || item === 'separator' || item.disabled === true) return;
    if (isSubMenu(item)) {
      openAt(position, byKey);
      return;
    }
    onDone();
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const { key } = event;
    const current = items[index];
    if (key === 'Escape') onBack();
    else if (key === 'Tab') onDone();
    else if (key === 'Enter' || key === ' ') choose(index, true);
    else if (key === 'ArrowRight' && isSubMenu(current) && current.disabled !== true) openAt(index, true);
    else if (key === 'ArrowRight') onSide?.(1);
    else if (key === 'ArrowLeft') (onSide === undefined ? onBack : () => onSide(-1))();
    else if (key === 'F10' || key === 'Alt') onDone();
    else {
      const move = menuMove(items, index, key);
      if (move === undefined) return;
      setIndex(move.index);
      if (move.choose) choose(move.index, true);
    }
    event.preventDefault();
  };

  const below = open === undefined ? undefined : items[open.index];
  return (
    <>
      <div
        role="menu"
        className="menu"
        aria-label={label}
        tabIndex={-1}
        ref={list}
        style={place}
        onKeyDown={onKeyDown}
      >
        {items.map((item, position) =>
          item === 'separator' ? (
            <div role="separator" className="menu-separator" key={`separator-${position}`} />
          ) : (
            <div
              key={item.label}
              role={
                isSubMenu(item) || item.checked === undefined
                  ? 'menuitem'
                  : item.radio === true
                    ? 'menuitemradio'
                    : 'menuitemcheckbox'
              }
              className={`menu-item${position === index ? ' current' : ''}${!isSubMenu(item) && item.default === true ? ' default' : ''}`}
              tabIndex={-1}
              title={isSubMenu(item) ? undefined : item.title}
              aria-checked={isSubMenu(item) ? undefined : item.checked}
              aria-disabled={item.disabled === true ? true : undefined}
              aria-haspopup={isSubMenu(item) ? 'menu' : undefined}
              aria-expanded={isSubMenu(item) ? open?.index === position : undefined}
              onPointerEnter={() => {
                setIndex(position);
                if (isSubMenu(item) && item.disabled !== true) openAt(position, false);
                else setOpen(undefined);
              }}
              onClick={() => choose(position, false)}
            >
              <span className="menu-mark" aria-hidden="true" />
              <span className="menu-label" aria-label={parseLabel(item.label).text}>
                <AccessText label={item.label} />
              </span>
              <span className="menu-shortcut">{isSubMenu(item) ? '' : item.shortcut}</span>
              <span className={isSubMenu(item) ? 'menu-arrow' : 'menu-end'} aria-hidden="true" />
            </div>
          ),
        )}
      </div>
      {open !== undefined && isSubMenu(below) && (
        <Menu
          key={open.index}
          label={parseLabel(below.label).text}
          items={below.items}
          at={open.at}
          first={open.first}
          onDone={onDone}
          onBack={() => setOpen(undefined)}
          {...(onSide && { onSide: (by: 1 | -1) => (by === -1 ? setOpen(undefined) : onSide(by)) })}
        />
      )}
    </>
  );
}
