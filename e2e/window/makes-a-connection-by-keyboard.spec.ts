import { readFileSync } from 'node:fs';
import { modemPort } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.describe('with an empty phonebook', () => {
  test.use({ files: {} });

  test('the wizard opens by itself and is done without a mouse', async ({ dialler }) => {
    const wizard = await dialler.window('wizard');
    await expect(wizard).toHaveTitle('Make New Connection');
    const { keyboard } = wizard;
    await expect(wizard.getByLabel(/Type a name/)).toBeFocused();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('By Keyboard');
    await keyboard.press('Alt+n');
    await expect(wizard.getByRole('alert')).toBeHidden();
    void modemPort;
    await keyboard.press('Enter');
    const folder = await FolderWindow.of(dialler);
    await expect(folder.icon('By Keyboard')).toBeVisible();
    expect(readFileSync(dialler.phonebookPath, 'utf8')).toContain('"By Keyboard"');
  });
});
