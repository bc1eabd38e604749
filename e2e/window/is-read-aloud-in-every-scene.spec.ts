/** What a window shows later than when it opens: errors, questions, other pages, boxes, menus. Axe finds nothing serious. */
import type { Page } from '@playwright/test';
import { accounts, isp, modemPort, office } from '../desktop/exchange.ts';
import { endHelper } from '../desktop/helper.ts';
import { seriousProblems } from '../windows/accessible.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { DialingWindow } from '../windows/dialing.ts';
import { FolderWindow } from '../windows/folder.ts';
import { StatusWindow } from '../windows/status.ts';
import { expect, test } from './test.ts';

const isWhole = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return scrollWidth <= innerWidth && scrollHeight <= innerHeight;
  });

/** The window has grown to what it shows now. All scenes of a test are looked at, whatever is wrong with one. */
async function readable(page: Page, scene: string): Promise<void> {
  await expect.soft.poll(() => isWhole(page), { message: `${scene}: nothing is cut off` }).toBe(true);
  expect.soft(await seriousProblems(page), scene).toEqual([]);
}

/** Opens a box over a window, reads it, and leaves it with Cancel. */
async function readBox(page: Page, button: string, title: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const box = page.getByRole('dialog', { name: title });
  await expect(box).toBeVisible();
  await readable(page, title);
  await box.getByRole('button', { name: 'Cancel' }).click();
  await expect(box).toBeHidden();
}

const vpnAdapter = 'VPN adapter';
const settings = { promptBeforeDialing: false, sound: { enabled: false, volume: 0 } };
const unasked = { settings, credentials: accounts };

test.describe('with nothing up', () => {
  const entries = [isp(), isp({ name: 'Old Mailbox', useDialingRules: true }), office()];
  test.use({ files: { entries, settings, logLines: 40 } });

  test('the folder: its menus, its boxes, its views, a name being typed', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    const { page } = folder;
    await folder.icon('Office').click();
    for (const menu of ['File', 'Edit', 'View', 'Connections', 'Help']) {
      await page.getByRole('menuitem', { name: menu, exact: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await readable(page, `the menu ${menu}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    }
    await page.getByRole('menuitem', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Arrange Icons' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'by Status' })).toBeVisible();
    await readable(page, 'a menu of a menu');
    await folder.icon('Office').click();
    for (const name of ['Office', 'Make New Connection']) {
      await folder.icon(name).click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
      await readable(page, `the context menu of ${name}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    }
    await folder.icon('Demo ISP').click();
    await page.keyboard.press('Delete');
    await expect(page.getByText(/^Do you want to delete/)).toBeVisible();
    await readable(page, 'the question before deleting');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await expect(page.getByLabel('New name of Demo ISP')).toBeFocused();
    await readable(page, 'a name being typed');
    await page.getByLabel('New name of Demo ISP').fill('Office');
    await page.getByLabel('New name of Demo ISP').press('Enter');
    await expect(page.getByText(/^There is a connection called/)).toBeVisible();
    await readable(page, 'a name that is taken');
    await page.keyboard.press('Enter');
    for (const view of ['List', 'Details']) {
      await folder.choose('View', view);
      await readable(page, `the view ${view}`);
    }
  });

  test('Make New Connection: each of its pages, with and without what is missing', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Make New Connection');
    const wizard = await dialler.window('wizard');
    const next = wizard.getByRole('button', { name: 'Next >' });
    await readable(wizard, 'the wizard, its first page');
    await wizard.getByLabel('Select a device:').selectOption({ label: 'A modem at another device…' });
    await readable(wizard, 'the wizard without a device');
    await wizard.getByLabel('Device:', { exact: true }).fill(modemPort);
    await readBox(wizard, 'Configure...', 'Configure');
    await wizard.getByRole('button', { name: 'Test Modem' }).click();
    await expect(wizard.getByLabel('What the modem said')).toContainText('OK');
    await readable(wizard, 'the wizard, the modem tried');
    await wizard.getByLabel(/^Type a name/).fill('');
    await next.click();
    await readable(wizard, 'the wizard without a name');
    await wizard.getByLabel(/^Type a name/).fill('New One');
    await next.click();
    await expect(wizard.getByLabel('Telephone number:')).toBeVisible();
    await readable(wizard, 'the wizard, the number');
    await next.click();
    await readable(wizard, 'the wizard without a number');
    await wizard.getByLabel('Telephone number:').fill('555-0100');
    await next.click();
    await expect(wizard.getByLabel(/^You have successfully/)).toBeVisible();
    await readable(wizard, 'the wizard, its last page');
    await wizard.getByRole('button', { name: '< Back' }).click();
    await wizard.getByRole('button', { name: '< Back' }).click();
    await wizard.getByLabel('Select a device:').selectOption({ label: vpnAdapter });
    await next.click();
    await wizard.getByLabel('Host name or IP address:').fill('no host at all');
    await readable(wizard, 'the wizard, the server of a tunnel');
  });

  test('Properties: each of its pages and boxes', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    for (const entry of ['Old Mailbox', 'Office']) {
      await folder.chooseFor(entry, 'Properties');
      const sheet = await dialler.window('properties', entry);
      for (const page of ['Server Types', 'Scripting', 'Multilink', 'Security', 'Options', 'General']) {
        await sheet.getByRole('tab', { name: page }).click();
        await expect(sheet.getByRole('tabpanel', { name: page })).toBeVisible();
        await readable(sheet, `${entry}, ${page}`);
      }
      await sheet.getByRole('tab', { name: 'Server Types' }).click();
      await readBox(sheet, 'TCP/IP Settings...', 'TCP/IP Settings');
      await sheet.getByRole('tab', { name: 'Security' }).click();
      await readBox(sheet, 'Advanced...', 'Advanced');
      await sheet.getByRole('tab', { name: 'General' }).click();
      if (entry === 'Office') await sheet.getByLabel(/^Host name/).fill('no host at all');
      else {
        await readBox(sheet, 'Configure...', 'Configure');
        await sheet.getByLabel('Telephone number:').fill('');
      }
      await readable(sheet, `${entry}, a field that is wrong`);
    }
  });

  test('Connect To and Dialing Properties: what is missing, and their boxes', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.choose('Connections', 'Dialing Properties');
    const { page } = await DialingWindow.of(dialler);
    await readBox(page, 'Area Code Rules...', 'Area Code Rules');
    await page.getByText('This location has call waiting').click();
    await page.getByText('Dial using Calling Card').click();
    const card = page.getByRole('dialog', { name: 'New Calling Card' });
    await readable(page, 'a new calling card');
    await card.getByLabel('Name:').fill('');
    await readable(page, 'a calling card that is wrong');
    await card.getByLabel('Name:').fill('World');
    await card.getByRole('button', { name: 'OK' }).click();
    await page.getByLabel('The area code is:').fill('x');
    await readable(page, 'Dialing Properties with a calling card, and an area code that is wrong');

    await folder.chooseFor('Old Mailbox', 'Connect');
    const connect = await ConnectWindow.of(dialler, 'Old Mailbox');
    await connect.number.fill('');
    await readable(connect.page, 'Connect To without a number');
  });

  test('the log: a frame in detail, what is found, and its boxes', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.choose('Connections', 'Connection Log');
    const log = await dialler.window('log');
    await log
      .getByRole('row', { name: /Configure-Request/ })
      .first()
      .click();
    await expect(log.getByRole('tree')).toBeVisible();
    await readable(log, 'a frame in detail');
    await log.getByLabel('Find:').fill('Echo');
    await log.getByLabel('Find:').press('Enter');
    await readable(log, 'what is found');
    for (const menu of ['File', 'Edit', 'View']) {
      await log.getByRole('menuitem', { name: menu, exact: true }).click();
      await expect(log.getByRole('menu')).toBeVisible();
      await readable(log, `the menu ${menu} of the log`);
      await log.keyboard.press('Escape');
    }
    await log.getByRole('menuitem', { name: 'File', exact: true }).click();
    await log.getByRole('menuitem', { name: /^Delete/ }).click();
    await expect(log.getByRole('alertdialog').or(log.getByRole('dialog'))).toBeVisible();
    await readable(log, 'the question before deleting a log');
  });
});

test.describe('with a call', () => {
  test.use({ files: { ...unasked, entries: [isp(), office()] } });

  test('what tells of it: details, the menus of what is up, what cannot be deleted, and its end', async ({
    dialler,
  }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Office');
    await expect(folder.icon('Office')).toContainText('Connected');
    await folder.icon('Office').click({ button: 'right' });
    await readable(folder.page, 'the context menu of what is up');
    await folder.page.keyboard.press('Escape');
    await folder.page.keyboard.press('Delete');
    await expect(folder.page.getByText(/is in use/)).toBeVisible();
    await readable(folder.page, 'why it cannot be deleted');
    await folder.page.keyboard.press('Enter');
    await folder.chooseFor('Office', 'Status');
    const status = await StatusWindow.of(dialler, 'Office');
    await status.press('Details >>');
    await expect(status.page.getByRole('region', { name: 'Details' })).toBeVisible();
    await readable(status.page, 'the details of a connection');
    await endHelper('SIGKILL');
    await expect(status.page.getByText(/Error 834/)).toBeVisible();
    await readable(status.page, 'a connection that was lost');
    await readable(folder.page, 'the folder without a helper');
  });
});

test.describe('on the way', () => {
  const credentials = {
    Wrong: { user: 'dialin', password: 'not the password' },
    Stale: { user: 'stale', password: 'modem56k' },
    Refused: { user: 'mothballed', password: 'modem56k' },
    Busy: accounts['Demo ISP'],
    Office: accounts.Office,
  };
  const entries = [
    isp({ name: 'Wrong', phone: '555-0105' }),
    isp({ name: 'Stale', phone: '555-0102', user: 'stale' }),
    isp({ name: 'Refused', phone: '555-0102', user: 'mothballed' }),
    isp({ name: 'Busy', phone: '555-0110', redial: { attempts: 1, pause: 600 } }),
    office({ dialFirst: 'Busy' }),
  ];
  test.use({ files: { entries, credentials, settings } });

  test('the questions of a dial, a countdown, and the error with its Redial', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);

    await folder.doubleClick('Wrong');
    const wrong = await ConnectingWindow.of(dialler, 'Wrong');
    await expect(wrong.page.getByLabel('Password:')).toBeVisible();
    await readable(wrong.page, 'another password');
    await wrong.press('Cancel');
    await dialler.gone('connecting');

    await folder.doubleClick('Stale');
    const stale = await ConnectingWindow.of(dialler, 'Stale');
    await stale.page.getByLabel('New password:', { exact: true }).fill('a');
    await readable(stale.page, 'a new password');
    await stale.press('Cancel');
    await dialler.gone('connecting');

    await folder.doubleClick('Refused');
    const refused = await ConnectingWindow.of(dialler, 'Refused');
    await expect(refused.error).toContainText('Error 647');
    await expect(refused.page.getByRole('button', { name: 'Redial' })).toBeVisible();
    await readable(refused.page, 'an error with Redial');
    await refused.press('Close');
    await dialler.gone('connecting');

    await folder.doubleClick('Office');
    const waiting = await ConnectingWindow.of(dialler, 'Office');
    await expect(waiting.page.getByText(/redial/i).first()).toBeVisible();
    await readable(waiting.page, 'the countdown to a redial');
    await waiting.press('Cancel');
  });
});
