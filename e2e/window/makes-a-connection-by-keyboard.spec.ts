import { readFileSync } from 'node:fs';
import { accounts, modemPort, office } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { lastAct } from '../windows/last-act.ts';
import { expect, test } from './test.ts';

interface Saved {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

test.describe('with an empty phonebook', () => {
  test.use({ files: {} });

  test('the wizard opens by itself; the modem is tried, the connection made and dialled, all without a mouse', async ({
    dialler,
  }) => {
    const folder = await FolderWindow.of(dialler);
    const wizard = await dialler.window('wizard');
    await expect(wizard).toHaveTitle('Make New Connection');
    const { keyboard } = wizard;
    await expect(wizard.getByLabel(/^Type a name/)).toBeFocused();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('By Keyboard');
    await keyboard.press('Alt+s');
    await expect(wizard.getByLabel('Select a device:')).toBeFocused();
    // As in any list: the letters a line begins with choose it.
    await keyboard.type('A modem at');
    await keyboard.press('Alt+v');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(modemPort);
    await keyboard.press('Alt+e');
    await expect(wizard.getByLabel('What the modem said')).toContainText('OK');
    await keyboard.press('Alt+n');

    await keyboard.press('Alt+t');
    await expect(wizard.getByLabel('Telephone number:')).toBeFocused();
    await keyboard.type('555-0100');
    const rules = wizard.getByLabel('Use area code and Dialing Properties');
    if (await rules.isChecked()) await keyboard.press('Alt+u');
    await keyboard.press('Enter');

    await expect(wizard.getByLabel(/^You have successfully created/)).toHaveValue('By Keyboard');
    await lastAct(keyboard.press('Enter'));
    await dialler.gone('wizard');
    await expect(folder.icon('By Keyboard')).toBeVisible();
    const { entries } = JSON.parse(readFileSync(dialler.phonebookPath, 'utf8')) as Saved;
    expect(entries).toMatchObject([
      { name: 'By Keyboard', phone: '555-0100', device: { kind: 'modem', port: modemPort } },
    ]);

    // In the folder, the beginning of a name and Enter.
    await folder.page.bringToFront();
    await folder.page.getByRole('listbox').focus();
    await folder.page.keyboard.type('by k');
    await folder.page.keyboard.press('Enter');
    const connect = await dialler.window('connect', 'By Keyboard');
    await expect(connect.getByLabel('User name:')).toBeFocused();
    await connect.keyboard.type(accounts['Demo ISP'].user);
    await connect.keyboard.press('Tab');
    await connect.keyboard.type(accounts['Demo ISP'].password);
    await lastAct(connect.keyboard.press('Enter'));
    await expect(folder.icon('By Keyboard')).toContainText(/connected/i);
  });
});

test.describe('beside others', () => {
  test.use({ files: { entries: [office({ dialFirst: undefined })] } });

  test('a tunnel is made; a missing host and a name that is taken are refused where they stand', async ({
    dialler,
  }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.icon('Make New Connection').focus();
    await folder.page.keyboard.press('Alt+c');
    await folder.page.keyboard.press('m');
    const wizard = await dialler.window('wizard');
    const { keyboard } = wizard;
    await expect(wizard.getByLabel(/^Type a name/)).toBeFocused();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('Office');
    await keyboard.press('Alt+s');
    await keyboard.type('VPN');
    await keyboard.press('Alt+n');
    await expect(wizard.getByRole('alert')).toContainText('another connection');
    await keyboard.press('Alt+y');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('Warehouse');
    await keyboard.press('Enter');

    await expect(wizard.getByLabel('Host name or IP address:')).toBeFocused();
    await keyboard.press('Enter');
    await expect(wizard.getByRole('alert')).toContainText(/host/i);
    await keyboard.type('127.0.0.1');
    // Nobody is there, and the number says so.
    await keyboard.press('Alt+e');
    await expect(wizard.getByText(/Error 808/)).toBeVisible();
    await keyboard.press('Alt+n');
    await lastAct(keyboard.press('Enter'));
    await expect(folder.icon('Warehouse')).toBeVisible();
  });
});
