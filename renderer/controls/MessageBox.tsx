/** An icon, some words, and buttons: as the content of a dialog, or (with a title) as a box over the window that must be answered. */
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button, ButtonRow } from './Button.tsx';
import { dialogKeys, focusFirst } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import { useFit } from './window-context.ts';

export interface MessageButton {
  /** May mark its access key with &. */
  readonly label: string;
  readonly default?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
}

export interface MessageBoxProps {
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly buttons: readonly MessageButton[];
  /** Makes it a box of its own over the window. */
  readonly title?: string;
  /** With a title; the last button's action unless said otherwise. */
  readonly onEscape?: () => void;
}

/** Keeps Tab inside. */
function keepFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab') return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('button, input, select, a, [tabindex="0"]'),
  ].filter((element) => element.tabIndex >= 0 && !element.matches(':disabled'));
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

function ModalBox(props: MessageBoxProps & { readonly title: string }) {
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const textId = useId();
  useFit(box, false, 8);
  useEffect(() => {
    const before = document.activeElement;
    if (box.current !== null) focusFirst(box.current);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onEscape = props.onEscape ?? props.buttons.at(-1)?.onClick;
  return (
    <div className="modal-cover">
      <div
        className="window modal"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={titleId}
        aria-describedby={textId}
        ref={box}
        onKeyDown={(event) => {
          keepFocus(event);
          dialogKeys(event, onEscape === undefined ? {} : { onEscape });
          // What lies beneath must not hear of it.
          event.stopPropagation();
        }}
      >
        <div className="title-bar">
          <div className="title-bar-text" id={titleId}>
            {props.title}
          </div>
        </div>
        <Message {...props} textId={textId} />
      </div>
    </div>
  );
}

function Message({ icon, children, buttons, textId }: MessageBoxProps & { readonly textId?: string }) {
  return (
    <div className="message">
      <div className="message-body">
        <Icon name={icon} size={32} />
        <div className="message-text" id={textId}>
          {children}
        </div>
      </div>
      <ButtonRow align="center">
        {buttons.map(({ label, ...button }) => (
          <Button key={label} {...button}>
            {label}
          </Button>
        ))}
      </ButtonRow>
    </div>
  );
}

export function MessageBox(props: MessageBoxProps) {
  const { title } = props;
  return title === undefined ? <Message {...props} /> : <ModalBox {...props} title={title} />;
}
