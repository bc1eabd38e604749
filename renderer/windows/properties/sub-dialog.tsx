/** A dialog over its window that is answered with OK or Cancel: Configure, TCP/IP Settings, area code rules. */
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button, ButtonRow, useFit } from '../../controls/index.ts';
import { dialogKeys, focusFirst } from '../../controls/Dialog.tsx';
import './properties.css';

export interface SubDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onOk: () => void;
  readonly onCancel: () => void;
  /** Why OK is not possible now. */
  readonly blocked?: string | undefined;
  readonly width?: number;
}

/** The element is the browser's own modal: what lies beneath is out of reach, and the focus returns to it afterwards. */
export function SubDialog({ title, children, onOk, onCancel, blocked, width }: SubDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useFit(dialog, false, 8);
  // Not later: only from a dialog that is still in the page does the focus return.
  useLayoutEffect(() => {
    const { current } = dialog;
    if (current === null) return;
    current.showModal();
    current.focus();
    const first = current.querySelector<HTMLElement>('.sub-dialog-content');
    if (first !== null) focusFirst(first);
    return () => current.close();
  }, []);
  return (
    <dialog
      className="window sub-dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      ref={dialog}
      style={width === undefined ? undefined : { width }}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onKeyDown={(event) => {
        dialogKeys(event, { onEscape: onCancel });
        // What lies beneath must not hear of it.
        event.stopPropagation();
      }}
    >
      <div className="title-bar">
        <div className="title-bar-text" id={titleId}>
          {title}
        </div>
      </div>
      <div className="sub-dialog-content">
        {children}
        <ButtonRow>
          <Button default onClick={onOk} disabled={blocked !== undefined} title={blocked}>
            OK
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </ButtonRow>
      </div>
    </dialog>
  );
}
