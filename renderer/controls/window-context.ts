/** What a control may ask of the window it is in; the page gives it, so that controls know no more than this. */
import { createContext, useContext, useEffect, useId, useLayoutEffect } from 'react';
import type { RefObject } from 'react';

export interface WindowFrame {
  /** Makes the content so large, in CSS pixels. */
  readonly fit: (width: number, height: number) => void;
  readonly close: () => void;
}

export const WindowContext = createContext<WindowFrame>({ fit: () => undefined, close: () => undefined });

export const useWindowFrame = (): WindowFrame => useContext(WindowContext);

interface Size {
  readonly width: number;
  readonly height: number;
}

const demands = new Map<string, Size & { readonly exact: boolean }>();

/** The size that everything in the window fits into; undefined: the user's own size will do. */
export function neededSize(
  wanted: readonly (Size & { readonly exact: boolean })[],
  now: Size,
): Size | undefined {
  const width = Math.max(0, ...wanted.map((demand) => demand.width));
  const height = Math.max(0, ...wanted.map((demand) => demand.height));
  if (wanted.some(({ exact }) => exact)) return { width, height };
  if (width <= now.width && height <= now.height) return undefined;
  return { width: Math.max(width, now.width), height: Math.max(height, now.height) };
}

/**
 * Keeps the window large enough for the element; `exact`: as small, too. `margin` is added on each side. A window of a fixed size
 * may contain one of each kind: it is as large as the larger one while both are there.
 */
export function useFit(element: RefObject<HTMLElement | null>, exact: boolean, margin = 0): void {
  const id = useId();
  const frame = useWindowFrame();
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const ask = (): void => {
      const needed = neededSize([...demands.values()], { width: innerWidth, height: innerHeight });
      if (needed !== undefined && needed.width > 0) frame.fit(needed.width, needed.height);
    };
    const measure = (): void => {
      const width = Math.ceil(measured.offsetWidth) + 2 * margin;
      const height = Math.ceil(measured.offsetHeight) + 2 * margin;
      const held = demands.get(id);
      if (held?.width === width && held.height === height) return;
      demands.set(id, { width, height, exact });
      ask();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    measure();
    // A covered window may not have taken the size it was given: it is asked again when it is seen again.
    addEventListener('focus', ask);
    document.addEventListener('visibilitychange', ask);
    return () => {
      observer.disconnect();
      removeEventListener('focus', ask);
      document.removeEventListener('visibilitychange', ask);
      demands.delete(id);
      ask();
    };
  }, [element, exact, frame, id, margin]);
}

/** The window's title bar is the desktop's own: it shows the document's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
