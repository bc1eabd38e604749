/** Centred words, each line moved to whole pixels: between two of them the bitmap font is a blur. */
import { useLayoutEffect, useRef } from 'react';
import { wholePixels } from './pixels.ts';

function moveToPixels(box: HTMLElement | null): void {
  const words = [...(box?.children ?? [])].filter((word) => word instanceof HTMLElement);
  for (const word of words) word.style.left = '';
  // All are measured before any is moved, so that the browser lays them out once.
  const moves = words.map((word) => {
    const left = word.getClientRects()[0]?.left ?? 0;
    return wholePixels(left, devicePixelRatio) - left;
  });
  for (const [index, word] of words.entries()) word.style.left = `${moves[index] ?? 0}px`;
}

export function CentredWords({ text, className }: { readonly text: string; readonly className: string }) {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const place = (): void => moveToPixels(box.current);
    place();
    // The font may come later than the words.
    document.fonts.addEventListener('loadingdone', place);
    return () => document.fonts.removeEventListener('loadingdone', place);
  }, [text]);
  return (
    <span className={className} ref={box}>
      {text.split(/(\s+)/).map((part, index) =>
        index % 2 === 1 ? (
          part
        ) : (
          <span className="word" key={index}>
            {part}
          </span>
        ),
      )}
    </span>
  );
}
