/** Connecting to …: the progress of a dial, and what becomes of it. */
import type { Locator, Page } from '@playwright/test';
import type { Dialler } from '../desktop/dialler.ts';
import { lastAct } from './last-act.ts';

export class ConnectingWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async of(dialler: Dialler, entry: string): Promise<ConnectingWindow> {
    return new ConnectingWindow(await dialler.window('connecting', entry));
  }

  /** "Error 691: …", once the dial has failed; why another try is waited for is no such paragraph. */
  get error(): Locator {
    return this.page.getByRole('paragraph').filter({ hasText: /^Error \d+:/ });
  }

  /** "Attempt 1 of 3 in 5 seconds." */
  get countdown(): Locator {
    return this.page.getByText(/^Attempt \d+ of \d+ in /);
  }

  async press(button: string): Promise<void> {
    await lastAct(this.page.getByRole('button', { name: button, exact: true }).click());
  }
}
