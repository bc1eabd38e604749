/** A dialog that fills its window: the window takes the dialog's size, Enter presses the default button, Escape gives up. */
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useFit, useTitle } from './window-context.ts';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Where there is no default button to press. */
  readonly onEnter?: () => void;
  readonly onEscape?: () => void;
  /** Of the content, in pixels; otherwise as wide as it needs. */
  readonly width?: number;
}

const ownEnter = 'button, a, textarea, [role="menuitem"], [role="option"], [role="row"]';
const focusable =
  'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), [tabindex="0"]';

/** The keys of a dialog, for whatever element is one. */
export function dialogKeys(
  event: KeyboardEvent<HTMLElement>,
  { onEnter, onEscape }: Pick<DialogProps, 'onEnter' | 'onEscape'>,
): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return;
  if (event.key === 'Escape' && onEscape !== undefined) {
    event.preventDefault();
    onEscape();
    return;
  }
  if (event.key !== 'Enter' || !(event.target instanceof Element) || event.target.closest(ownEnter) !== null)
    return;
  event.preventDefault();
  const button = event.currentTarget.querySelector<HTMLButtonElement>('button[data-default]');
  if (button === null) onEnter?.();
  else button.click();
}

/** What has the focus when a dialog opens: what asked for it, else the first field, else the default button. */
export function focusFirst(dialog: HTMLElement): void {
  if (dialog.contains(document.activeElement)) return;
  const fields = [...dialog.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
  );
  const first =
    fields[0]?.tagName === 'BUTTON' ? dialog.querySelector<HTMLElement>('button[data-default]') : fields[0];
  (first ?? fields[0])?.focus();
}

export function Dialog({ title, children, onEnter, onEscape, width }: DialogProps) {
  const dialog = useRef<HTMLElement>(null);
  useTitle(title);
  useFit(dialog, true);
  useEffect(() => {
    if (dialog.current !== null) focusFirst(dialog.current);
  }, []);
  return (
    <main
      className="dialog"
      role="dialog"
      aria-label={title}
      ref={dialog}
      // A click beside all fields leaves the keys to the dialog.
      tabIndex={-1}
      style={width === undefined ? undefined : { width }}
      onKeyDown={(event) => dialogKeys(event, { ...(onEnter && { onEnter }), ...(onEscape && { onEscape }) })}
    >
      {children}
    </main>
  );
}
