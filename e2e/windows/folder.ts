/** The Dial-Up Networking folder. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Dialler } from '../desktop/dialler.ts';

export class FolderWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async of(dialler: Dialler): Promise<FolderWindow> {
    return new FolderWindow(await dialler.window('folder'));
  }

  /** An icon of the list, by the name it begins with. */
  icon(name: string): Locator {
    return this.page.getByRole('option', { name: new RegExp(`^${name}`) });
  }

  /** Its name and nothing beneath it: neither up nor being dialled nor failed. */
  async idle(name: string): Promise<void> {
    await expect(this.icon(name)).toHaveText(name);
  }

  /** Of the details view: pressed to sort. */
  heading(title: string): Locator {
    return this.page.getByRole('columnheader', { name: title, exact: true });
  }

  /** Of what is in it, in order. */
  get names(): Locator {
    return this.page.locator('[data-item] .list-label');
  }

  /** What is beneath the list. */
  get statusBar(): Locator {
    return this.page.getByRole('status');
  }

  async doubleClick(name: string): Promise<void> {
    await this.icon(name).dblclick();
  }

  /** Chooses from the menu bar: the menu, then the item, a submenu's item after its own. */
  async choose(menu: string, ...items: readonly string[]): Promise<void> {
    await this.page.getByRole('menuitem', { name: menu, exact: true }).click();
    for (const item of items) await this.#item(item).click();
  }

  /** Chooses from an icon's own menu. */
  async chooseFor(name: string, item: string): Promise<void> {
    await this.icon(name).click({ button: 'right' });
    await this.#item(item).click();
  }

  /** Its three dots and its shortcut aside. */
  #item(name: string): Locator {
    return this.page
      .getByRole('menu')
      .locator('[role=menuitem],[role=menuitemradio],[role=menuitemcheckbox]')
      .filter({ hasText: new RegExp(`^${name}`) });
  }
}
