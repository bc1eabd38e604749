import { readFileSync, writeFileSync } from 'node:fs';
import { isp, office } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test('an entry added to the file appears, a broken file is named with its place, and the mended one is taken', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await expect(folder.icon('Office')).toBeVisible();
  dialler.writePhonebook([isp(), office(), office({ name: 'Warehouse', host: '198.51.100.2' })]);
  await expect(folder.icon('Warehouse')).toBeVisible();

  const good = readFileSync(dialler.phonebookPath, 'utf8');
  writeFileSync(dialler.phonebookPath, good.slice(0, -4));
  await expect(folder.page.getByRole('alert')).toContainText(/phonebook\.json:\d+:\d+/);
  await expect(folder.icon('Warehouse')).toBeVisible();

  writeFileSync(dialler.phonebookPath, good.replace('"Warehouse"', '"Depot"'));
  await expect(folder.icon('Depot')).toBeVisible();
  await expect(folder.icon('Warehouse')).toBeHidden();
  await expect(folder.page.getByRole('alert')).toBeHidden();
});
