/** A tooltip that keyboard users get as well: beside the control while it is pointed at or focused, and read out with it. */
import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';

interface ReasonProps {
  /** Absent: the control is shown as it is. */
  readonly text: string | undefined;
  readonly className?: string;
  /** Draws the control; `describedBy` goes to its aria-describedby. */
  readonly children: (describedBy: string | undefined) => ReactNode;
}

const margin = 4;

/** Below the control, above it where there is no room, and never outside the window. */
export function tooltipPlace(
  control: { left: number; top: number; bottom: number },
  tip: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number } {
  const below = control.bottom + margin;
  const top = below + tip.height <= view.height ? below : Math.max(0, control.top - margin - tip.height);
  return { left: Math.max(0, Math.min(control.left, view.width - tip.width)), top };
}

export function Reason({ text, className, children }: ReasonProps) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<CSSProperties>();
  const shown = place !== undefined;
  // Ctrl takes away what covers something, wherever the focus is. Escape does, too, but stays the dialog's as well:
  // nobody asked for the tooltip, so it must not cost a second press.
  useEffect(() => {
    if (!shown) return;
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape' || key === 'Control') setPlace(undefined);
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [shown]);
  if (text === undefined)
    return className === undefined ? (
      children(undefined)
    ) : (
      <span className={className}>{children(undefined)}</span>
    );
  const show = (control: HTMLElement): void => {
    if (tip.current === null) return;
    const at = control.getBoundingClientRect();
    const { left, top } = tooltipPlace(
      at,
      { width: tip.current.offsetWidth, height: tip.current.offsetHeight },
      { width: innerWidth, height: innerHeight },
    );
    setPlace({ left, top, visibility: 'visible' });
  };
  const hide = (): void => setPlace(undefined);
  return (
    <span
      className={`reason ${className ?? ''}`}
      onMouseEnter={(event) => show(event.currentTarget)}
      onMouseLeave={hide}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={hide}
    >
      {children(id)}
      <span className="tooltip" role="tooltip" id={id} ref={tip} style={place}>
        {text}
      </span>
    </span>
  );
}
