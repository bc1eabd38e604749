import type { Page } from '@playwright/test';
import type { WindowRequest } from '../../contract/app.ts';
import type { Dialler } from '../desktop/dialler.ts';
import { intranet, load } from '../desktop/intranet.ts';
import { accounts, isp, office } from '../desktop/exchange.ts';
import { seriousProblems } from '../windows/accessible.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

/** Pictures for docs/screens, made where they have changed; what is judged here is that axe finds nothing serious. */
async function portray(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  expect.soft(await seriousProblems(page), name).toEqual([]);
  await expect.soft(page).toHaveScreenshot(`${name}.png`);
}

async function open(dialler: Dialler, request: WindowRequest): Promise<Page> {
  const folder = await dialler.window('folder');
  await folder.evaluate((wanted) => window.dialup.call('openWindow', wanted), request);
  const page = await dialler.window(request.kind, 'entry' in request ? request.entry : undefined);
  await expect(page.getByRole('dialog').or(page.getByRole('main')).first()).toBeVisible();
  return page;
}

const quiet = { promptBeforeDialing: false, confirmConnected: true, sound: { enabled: false, volume: 0 } };
const entries = [
  isp(),
  office(),
  isp({ name: 'Old Mailbox', phone: '555-0111' }),
  office({ name: 'Warehouse', host: 'vpn.warehouse.example', dialFirst: undefined }),
];

test.describe('with nothing up', () => {
  test.use({ files: { entries, settings: quiet, logLines: 2000 } });

  test('the windows that ask', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.icon('Office').click();
    await portray(folder.page, 'folder');
    await portray(await open(dialler, { kind: 'connect', entry: 'Office' }), 'connect-tunnel');
    await portray(await open(dialler, { kind: 'connect', entry: 'Demo ISP' }), 'connect');
    const wizard = await open(dialler, { kind: 'wizard' });
    await portray(wizard, 'wizard');
    const sheet = await open(dialler, { kind: 'properties', entry: 'Demo ISP' });
    for (const page of ['General', 'Server Types', 'Scripting', 'Multilink', 'Security', 'Options']) {
      await sheet.getByRole('tab', { name: page }).click();
      await portray(sheet, `properties-${page.toLowerCase().replace(' ', '-')}`);
    }
    await portray(await open(dialler, { kind: 'settings' }), 'settings');
    await portray(await open(dialler, { kind: 'dialing' }), 'dialing-properties');
    await portray(await open(dialler, { kind: 'about' }), 'about');
    const log = await open(dialler, { kind: 'log' });
    await log
      .getByRole('row', { name: /Configure-Request/ })
      .first()
      .click();
    await portray(log, 'log');
  });
});

test.describe('with a call', () => {
  test.use({ files: { entries, credentials: accounts, settings: quiet } });

  test('the windows that tell', async ({ dialler, desktop }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Office');
    await portray(await dialler.window('established', 'Office'), 'established');
    await load(desktop, intranet);
    await folder.page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
    });
    await portray(folder.page, 'folder-connected');
    await folder.choose('View', 'Details');
    await portray(folder.page, 'folder-details');
    const status = await open(dialler, { kind: 'status', entry: 'Office' });
    await status.getByRole('button', { name: /^Details/ }).click();
    await portray(status, 'status');
  });
});

test.describe('on a line that says nothing', () => {
  const lines = [isp({ phone: '555-0119' }), office(), isp({ name: 'Busy', phone: '555-0110' })];
  const known = { ...accounts, Busy: accounts['Demo ISP'] };
  test.use({ files: { entries: lines, credentials: known, settings: quiet } });

  test('the progress, and the error', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Office');
    const connecting = await ConnectingWindow.of(dialler, 'Office');
    await expect(connecting.page.getByText('Negotiating with the server...')).toBeVisible();
    await portray(connecting.page, 'connecting');
    await expect(connecting.page.getByText('The other computer does not answer yet...')).toBeVisible({
      timeout: 15_000,
    });
    await connecting.press('Cancel');
    await dialler.gone('connecting');
    await folder.doubleClick('Busy');
    const failed = await ConnectingWindow.of(dialler, 'Busy');
    await expect(failed.error).toContainText('Error 676');
    await portray(failed.page, 'error');
  });
});

test.describe('at a terminal login', () => {
  test.use({
    files: {
      entries: [isp({ phone: '555-0103', terminal: 'after' })],
      credentials: accounts,
      settings: quiet,
    },
  });

  test('the terminal', async ({ dialler }) => {
    await (await FolderWindow.of(dialler)).doubleClick('Demo ISP');
    const terminal = await dialler.window('terminal', 'Demo ISP');
    await expect(terminal.locator('.xterm-accessibility')).toContainText(/login/i);
    await portray(terminal, 'terminal');
  });
});
