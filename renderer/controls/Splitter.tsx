/** Two panes with a bar between them that is moved with the mouse or the arrow keys. */
import { useRef } from 'react';
import type { ReactNode } from 'react';

export interface SplitterProps {
  /** What the bar divides, for those who cannot see it. */
  readonly label: string;
  /** `rows`: one above the other. */
  readonly direction: 'rows' | 'columns';
  /** Of the second pane, in pixels. */
  readonly size: number;
  readonly min?: number;
  readonly onSize: (size: number) => void;
  readonly children: readonly [ReactNode, ReactNode];
}

const step = 16;

export function Splitter({ label, direction, size, min = 60, onSize, children }: SplitterProps) {
  const box = useRef<HTMLDivElement>(null);
  const rows = direction === 'rows';
  const room = (): number => (rows ? box.current?.clientHeight : box.current?.clientWidth) ?? size;
  const set = (wanted: number): void => onSize(Math.round(Math.max(min, Math.min(room() - min, wanted))));
  return (
    <div className={`splitter ${direction}`} ref={box}>
      <div className="splitter-pane rest">{children[0]}</div>
      <div
        className="splitter-bar"
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={rows ? 'horizontal' : 'vertical'}
        aria-valuenow={size}
        aria-valuemin={min}
        onKeyDown={(event) => {
          const larger = rows ? 'ArrowUp' : 'ArrowLeft';
          const smaller = rows ? 'ArrowDown' : 'ArrowRight';
          if (event.key !== larger && event.key !== smaller) return;
          event.preventDefault();
          set(size + (event.key === larger ? step : -step));
        }}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
          const edge = box.current.getBoundingClientRect();
          set(rows ? edge.bottom - event.clientY : edge.right - event.clientX);
        }}
      />
      <div className="splitter-pane sized" style={rows ? { height: size } : { width: size }}>
        {children[1]}
      </div>
    </div>
  );
}
