/** Connect To. */
import type { Locator, Page } from '@playwright/test';
import type { Dialler } from '../desktop/dialler.ts';
import { lastAct } from './last-act.ts';

export class ConnectWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async of(dialler: Dialler, entry: string): Promise<ConnectWindow> {
    return new ConnectWindow(await dialler.window('connect', entry));
  }

  /** The fields of one leg; a connection without another beneath it has no groups. */
  leg(entry: string): Locator {
    return this.page.getByRole('group', { name: new RegExp(entry) });
  }

  async logOn(password: string, leg?: string): Promise<void> {
    const within = leg === undefined ? this.page : this.leg(leg);
    await within.getByLabel('Password:', { exact: true }).fill(password);
  }

  get number(): Locator {
    return this.page.getByLabel('Phone number:');
  }

  get dialingFrom(): Locator {
    return this.page.getByLabel('Dialing from:');
  }

  /** The number as the modem gets it, and in its title why. */
  get willBeDialed(): Locator {
    return this.page.locator('output.number');
  }

  get savePassword(): Locator {
    return this.page.getByRole('checkbox', { name: /^Save password/ });
  }

  /** Ticks it as a user does, by its words: the box itself is a picture. */
  async tickSavePassword(): Promise<void> {
    await this.page.getByText('Save password').click();
  }

  async connect(): Promise<void> {
    await lastAct(this.page.getByRole('button', { name: 'Connect', exact: true }).click());
  }
}
