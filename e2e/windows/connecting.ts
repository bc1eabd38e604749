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

  /** "Error 691: …", once the dial has failed. */
  get error(): Locator {
    return this.page.getByText(/^Error \d+:/);
  }

  async press(button: string): Promise<void> {
    await lastAct(this.page.getByRole('button', { name: button, exact: true }).click());
  }
}
