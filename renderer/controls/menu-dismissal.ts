/** Open menus close when the user turns to something else: a press elsewhere, or another window. */
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

export function useMenuDismissal(
  open: boolean,
  menus: RefObject<HTMLElement | null>,
  dismiss: () => void,
): void {
  const latest = useRef(dismiss);
  useEffect(() => {
    latest.current = dismiss;
  });
  useEffect(() => {
    if (!open) return;
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && menus.current?.contains(event.target) === true) return;
      latest.current();
    };
    const onBlur = (): void => latest.current();
    document.addEventListener('pointerdown', onPress, true);
    window.addEventListener('blur', onBlur);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      window.removeEventListener('blur', onBlur);
    };
  }, [open, menus]);
}
