/** The bitmap font is used only where its pixels land on the screen's: at whole scale factors. */

export const isWhole = (ratio: number): boolean => Math.abs(ratio - Math.round(ratio)) < 0.001;

/** Keeps `data-pixels` of the page at "whole" or "broken" as the window moves between screens or is zoomed. */
export function watchPixels(window: Window): void {
  const root = window.document.documentElement;
  const look = (): void => {
    root.dataset.pixels = isWhole(window.devicePixelRatio) ? 'whole' : 'broken';
    window
      .matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
      .addEventListener('change', look, { once: true });
  };
  look();
}

/** The nearest place, in CSS pixels, that is a whole one of the screen's. */
export const wholePixels = (place: number, ratio: number): number => Math.round(place * ratio) / ratio;
