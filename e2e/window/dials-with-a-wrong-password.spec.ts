import { accounts } from '../desktop/exchange.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test('a wrong password shows error 691, and the corrected one connects', async ({ dialler }) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  const first = await ConnectWindow.of(dialler, 'Demo ISP');
  await first.logOn('not the password');
  await first.connect();

  const connecting = await ConnectingWindow.of(dialler, 'Demo ISP');
  await expect(connecting.error).toContainText('Error 691');
  await connecting.press('Redial');

  const second = await ConnectWindow.of(dialler, 'Demo ISP');
  await expect(second.page.getByText(/691/)).toBeVisible();
  await second.logOn(accounts['Demo ISP'].password);
  await second.connect();
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
});
