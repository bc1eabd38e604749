/** A push button, and the row that holds a dialog's. */
import type { ReactNode, Ref } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';
import { disabling } from './disabling.ts';
import { Reason } from './Reason.tsx';

export interface ButtonProps {
  /** What Enter presses: drawn with a thick border. */
  readonly default?: boolean;
  readonly accessKey?: string;
  readonly disabled?: boolean;
  /** A tooltip; of a disabled button: why. */
  readonly title?: string | undefined;
  readonly onClick: () => void;
  /** Words may mark their access key with &. */
  readonly children: ReactNode;
  readonly autoFocus?: boolean;
  /** For a button whose content is no words. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { children, accessKey, title, disabled, onClick } = props;
  const words = typeof children === 'string' ? children : undefined;
  const { key } = parseLabel(words ?? '', accessKey);
  return (
    <Reason text={title}>
      {(describedBy) => (
        <button
          type="button"
          ref={props.ref}
          className={`button${props.default === true ? ' default' : ''} ${props.className ?? ''}`}
          data-default={props.default === true ? '' : undefined}
          autoFocus={props.autoFocus}
          aria-label={props.label}
          aria-pressed={props.pressed}
          aria-describedby={describedBy}
          onClick={() => {
            if (disabled !== true) onClick();
          }}
          {...accessKeyProps(key)}
          {...disabling(disabled, title)}
        >
          {words === undefined ? (
            children
          ) : (
            <span className="button-words">
              <AccessText label={words} accessKey={accessKey} />
            </span>
          )}
        </button>
      )}
    </Reason>
  );
}

/** Buttons beside each other; `align` of a dialog's is the end. */
export function ButtonRow({
  children,
  align = 'end',
}: {
  readonly children: ReactNode;
  readonly align?: 'start' | 'center' | 'end';
}) {
  return <div className={`button-row align-${align}`}>{children}</div>;
}
