/** What every spec has: a desktop, an exchange and a helper that stay, and a program of its own for each test. */
import { test as base } from '@playwright/test';
import type { RunningExchange } from '../../isp/testing.ts';
import { Desktop } from '../desktop/desktop.ts';
import type { DiallerOptions } from '../desktop/dialler.ts';
import { Dialler } from '../desktop/dialler.ts';
import { isp, office, plugIntoExchange } from '../desktop/exchange.ts';
import { endHelper, startHelper } from '../desktop/helper.ts';

interface Everywhere {
  readonly panel: boolean;
  readonly desktop: Desktop;
  readonly exchange: RunningExchange;
}

interface Here {
  /** The user's files before the program starts. */
  readonly files: DiallerOptions;
  readonly dialler: Dialler;
}

export const test = base.extend<Here, Everywhere>({
  panel: [true, { option: true, scope: 'worker' }],
  desktop: [
    async ({ panel }, use) => {
      const desktop = await Desktop.start({ panel });
      await use(desktop);
      await desktop.stop();
    },
    { scope: 'worker' },
  ],
  exchange: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs off this pattern
    async ({}, use) => {
      const exchange = await plugIntoExchange();
      await use(exchange);
      await exchange.close();
    },
    { scope: 'worker' },
  ],
  files: [{ entries: [isp(), office()] }, { option: true }],
  dialler: async ({ desktop, exchange, files }, use, info) => {
    if (exchange.modems.length === 0) throw new Error('the exchange has no modem');
    await startHelper();
    const dialler = await Dialler.start(desktop, files);
    await use(dialler);
    if (info.status !== info.expectedStatus) {
      await info.attach('terminal', { body: dialler.said });
      for (const page of dialler.windows()) {
        const body = `${page.url()}\n${await page.locator('body').ariaSnapshot()}`;
        await info.attach('window', { body });
      }
    }
    await dialler.close();
    // Hangs up what the test left.
    await endHelper('SIGTERM');
  },
});
export { expect } from '@playwright/test';
