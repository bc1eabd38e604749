/** Connected to …: the status of a connection. */
import type { Locator, Page } from '@playwright/test';
import type { Dialler } from '../desktop/dialler.ts';
import { lastAct } from './last-act.ts';

export class StatusWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async of(dialler: Dialler, entry: string): Promise<StatusWindow> {
    return new StatusWindow(await dialler.window('status', entry));
  }

  /** What stands beside a label. */
  value(label: string): Locator {
    return this.page.getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd[1]');
  }

  async press(button: string): Promise<void> {
    await lastAct(this.page.getByRole('button', { name: button, exact: true }).click());
  }
}
