import { accounts, handsFree, isp, office } from '../desktop/exchange.ts';
import { connections } from '../desktop/helper.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({ files: { ...handsFree, entries: [isp(), office()], credentials: accounts } });

test('who dials again while the call is coming down gets a new one, and no error', async ({ dialler }) => {
  const folder = await FolderWindow.of(dialler);
  const calls = async () =>
    (await connections()).filter(({ entry }) => entry === 'Office').map(({ call }) => call);
  await folder.doubleClick('Office');
  await expect(folder.icon('Office')).toContainText(/connected/i);
  await dialler.gone('connecting');
  const before = await calls();
  await folder.chooseFor('Office', 'Disconnect');
  // It is on its way down from here on, or down.
  await expect(folder.icon('Office')).not.toContainText(/connected/i);
  await folder.doubleClick('Office');
  await expect(folder.icon('Office')).toContainText(/connected/i);
  await dialler.gone('connecting');
  expect(before).toHaveLength(1);
  expect(await calls()).not.toEqual(before);
});
