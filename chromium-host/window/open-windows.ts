/** The windows that are open, for those who need not know what a window is. */

export interface OpenWindow {
  close(): void;
  destroy(): void;
}

export const openWindows = new Set<OpenWindow>();
