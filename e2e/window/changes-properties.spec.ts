import { readFileSync } from 'node:fs';
import { isp, office } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { lastAct } from '../windows/last-act.ts';
import { expect, test } from './test.ts';

/** With keys that no window knows. */
const files = { entries: [isp({ 'x-colour': 'teal' }), office({ idle: { minutes: 20, 'x-odd': 1 } })] };

test.use({ files });

const onDisk = (path: string): Record<string, unknown>[] =>
  (JSON.parse(readFileSync(path, 'utf8')) as { entries: Record<string, unknown>[] }).entries;

test('OK without a change leaves the file as it is', async ({ dialler }) => {
  const folder = await FolderWindow.of(dialler);
  const before = readFileSync(dialler.phonebookPath, 'utf8');
  await folder.chooseFor('Demo ISP', 'Properties');
  const sheet = await dialler.window('properties', 'Demo ISP');
  for (const page of ['Server Types', 'Scripting', 'Multilink', 'Security', 'Options', 'General'])
    await sheet.getByRole('tab', { name: page }).click();
  // By keyboard from below the pages, too.
  const tab = (name: string) => sheet.getByRole('tab', { name, selected: true });
  await sheet.getByRole('button', { name: 'OK' }).press('Control+Shift+Tab');
  await expect(tab('Options')).toBeFocused();
  await sheet.getByRole('button', { name: 'OK' }).press('Control+Tab');
  await expect(tab('General')).toBeFocused();
  await lastAct(sheet.getByRole('button', { name: 'OK' }).click());
  await dialler.gone('properties');
  expect(JSON.parse(readFileSync(dialler.phonebookPath, 'utf8'))).toEqual(JSON.parse(before));
});

test('what is changed on each page is there again, unknown keys are kept, and a new name is followed', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.icon('Demo ISP').click();
  await folder.page.keyboard.press('Alt+Enter');
  const sheet = await dialler.window('properties', 'Demo ISP');
  await sheet.getByLabel('Telephone number:').fill('555-0102');
  await sheet.getByRole('tab', { name: 'Server Types' }).click();
  await sheet.getByText('Record a log file for this connection').click();
  await sheet.getByRole('tab', { name: 'Security' }).click();
  await sheet.getByLabel('User name:').fill('somebody');
  await sheet.getByRole('tab', { name: 'Options' }).click();
  await sheet.getByText(/^As Connections, Settings says/).click();
  await sheet.getByLabel('Redial attempts:').fill('7');
  await lastAct(sheet.getByRole('button', { name: 'OK' }).click());
  await dialler.gone('properties');
  expect(onDisk(dialler.phonebookPath)[0]).toMatchObject({
    name: 'Demo ISP',
    phone: '555-0102',
    recordLog: false,
    user: 'somebody',
    redial: { attempts: 7 },
    'x-colour': 'teal',
  });

  // F2 renames in place; the tunnel that dials it first follows.
  await folder.icon('Demo ISP').click();
  await folder.page.keyboard.press('F2');
  await folder.page.keyboard.press('ControlOrMeta+a');
  await folder.page.keyboard.type('Old Line');
  await folder.page.keyboard.press('Enter');
  await expect(folder.icon('Old Line')).toBeVisible();
  expect(onDisk(dialler.phonebookPath)).toMatchObject([
    { name: 'Old Line', phone: '555-0102', 'x-colour': 'teal' },
    { name: 'Office', dialFirst: 'Old Line', idle: { minutes: 20, 'x-odd': 1 } },
  ]);

  await folder.chooseFor('Old Line', 'Properties');
  const again = await dialler.window('properties', 'Old Line');
  await expect(again.getByLabel('Telephone number:')).toHaveValue('555-0102');
  await again.getByRole('tab', { name: 'Options' }).click();
  await expect(again.getByLabel('Redial attempts:')).toHaveValue('7');
});

test('a tooltip costs no second Escape, and Ctrl takes it away alone', async ({ dialler }) => {
  const folder = await FolderWindow.of(dialler);
  await folder.icon('Demo ISP').click();
  await folder.page.keyboard.press('Alt+Enter');
  const sheet = await dialler.window('properties', 'Demo ISP');
  await sheet.getByRole('tab', { name: 'Server Types' }).click();
  const box = sheet.getByRole('checkbox', { name: 'NetBEUI' });
  const tooltip = sheet.getByRole('tooltip').filter({ visible: true });
  await box.focus();
  await expect(tooltip).toBeVisible();
  await sheet.keyboard.press('Control');
  await expect(tooltip).toBeHidden();
  await sheet.getByRole('checkbox', { name: 'IPX/SPX Compatible' }).focus();
  await expect(tooltip).toBeVisible();
  await lastAct(sheet.keyboard.press('Escape'));
  await dialler.gone('properties');
});

test('a copy is made, and deleted after a question', async ({ dialler }) => {
  const folder = await FolderWindow.of(dialler);
  await folder.chooseFor('Office', 'Create Copy');
  await expect(folder.icon('Copy of Office')).toBeVisible();
  await folder.icon('Copy of Office').click();
  await folder.page.keyboard.press('Delete');
  await folder.page.getByRole('button', { name: 'Yes' }).click();
  await expect(folder.icon('Copy of Office')).toBeHidden();
  expect(onDisk(dialler.phonebookPath).map(({ name }) => name)).toEqual(['Demo ISP', 'Office']);
});
