/** The store of a page: the state of the main process, mirrored by subscription; windows read it through selectors. */
import { create } from 'zustand';
import type { AppEvent } from '../../contract/app.ts';
import { call, on } from '../bridge.ts';
import { changed, counted, subscribed } from './state.ts';
import type { PageState } from './state.ts';

export type { CounterSample, PageState } from './state.ts';
export * from './selectors.ts';

const store = create<{ readonly page: PageState | undefined }>(() => ({ page: undefined }));

/** Starts the mirror. Events that come before the answer are kept and applied after it. */
export async function connectStore(): Promise<void> {
  let waiting: ((held: PageState) => PageState)[] | undefined = [];
  const apply = (step: (held: PageState) => PageState): void => {
    const { page } = store.getState();
    if (page === undefined) waiting?.push(step);
    else {
      const next = step(page);
      if (next !== page) store.setState({ page: next });
    }
  };
  on('changed', (event: AppEvent<'changed'>) => apply((held) => changed(held, event)));
  on('counters', (event: AppEvent<'counters'>) => apply((held) => counted(held, event)));
  const answer = await call('subscribe', {});
  let page = subscribed(undefined, answer);
  for (const step of waiting) page = step(page);
  waiting = undefined;
  store.setState({ page });
  // Seen in the browser's own time line, and read by the measurements.
  performance.mark('first-state');
}

/** Asks for the whole picture again. */
export async function refreshStore(): Promise<void> {
  const answer = await call('subscribe', {});
  store.setState(({ page }) => ({ page: subscribed(page, answer) }));
}

function ready(page: PageState | undefined): PageState {
  if (page === undefined) throw new Error('The store is read before it is connected.');
  return page;
}

/** Reads the state; the selector's value must be stable (a member, or a primitive). main.tsx renders windows only when it is there. */
export function useApp<T>(select: (state: PageState) => T): T {
  return store((held) => select(ready(held.page)));
}

/** The state now, for event handlers. */
export const appNow = (): PageState => ready(store.getState().page);
