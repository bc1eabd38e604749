/** Property pages: all are laid out on top of each other, so that the sheet is as large as its largest page. */
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps, reachable } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';

export interface TabPage<T extends string = string> {
  readonly id: T;
  readonly title: string;
  readonly accessKey?: string;
  readonly content: ReactNode;
}

export interface TabsProps<T extends string> {
  readonly pages: readonly TabPage<T>[];
  readonly page: T;
  readonly onPage: (page: T) => void;
}

/** The page a key leads to from `index` of `count`; undefined: the key is none of ours. */
export function tabMove(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (index + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

type TurningKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey'>;

/** The arrow that does the same as Ctrl+Tab, Ctrl+PageUp or Ctrl+PageDown; undefined: the key is none of these. */
export function turningArrow({ key, ctrlKey, altKey, shiftKey }: TurningKey): string | undefined {
  if (!ctrlKey || altKey) return undefined;
  if (key === 'PageUp' || (key === 'Tab' && shiftKey)) return 'ArrowLeft';
  return key === 'PageDown' || key === 'Tab' ? 'ArrowRight' : undefined;
}

export function Tabs<T extends string>({ pages, page, onPage }: TabsProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const index = Math.max(
    0,
    pages.findIndex((candidate) => candidate.id === page),
  );
  const go = (target: number | undefined, focus: boolean): boolean => {
    const chosen = target === undefined ? undefined : pages[target];
    if (chosen === undefined) return false;
    onPage(chosen.id);
    if (focus) list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target ?? 0]?.focus();
    return true;
  };
  const turn = useEffectEvent((event: KeyboardEvent): void => {
    const arrow = turningArrow(event);
    if (arrow === undefined || event.defaultPrevented) return;
    // Not beneath a dialog that has to be answered first.
    if (list.current === null || !reachable(list.current)) return;
    if (go(tabMove(arrow, index, pages.length), true)) event.preventDefault();
  });
  // Of the whole document: a sheet opens with the focus on a button below its pages.
  useEffect(() => {
    document.addEventListener('keydown', turn);
    return () => document.removeEventListener('keydown', turn);
  }, []);
  return (
    <div className="tabs">
      <div
        role="tablist"
        className="tab-list"
        ref={list}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.altKey) return;
          if (go(tabMove(event.key, index, pages.length), true)) event.preventDefault();
        }}
      >
        {pages.map((candidate, at) => (
          <button
            key={candidate.id}
            type="button"
            role="tab"
            id={`${id}-tab-${candidate.id}`}
            className="tab"
            aria-selected={at === index}
            aria-controls={`${id}-page-${candidate.id}`}
            tabIndex={at === index ? 0 : -1}
            onClick={() => onPage(candidate.id)}
            {...accessKeyProps(parseLabel(candidate.title, candidate.accessKey).key)}
          >
            <AccessText label={candidate.title} accessKey={candidate.accessKey} />
          </button>
        ))}
      </div>
      <div className="tab-pages">
        {pages.map((candidate, at) => (
          <div
            key={candidate.id}
            role="tabpanel"
            id={`${id}-page-${candidate.id}`}
            aria-labelledby={`${id}-tab-${candidate.id}`}
            className={`tab-page${at === index ? ' current' : ''}`}
          >
            {candidate.content}
          </div>
        ))}
      </div>
    </div>
  );
}
