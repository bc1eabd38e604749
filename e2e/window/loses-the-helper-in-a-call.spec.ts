import { handsFree } from '../desktop/exchange.ts';
import { endHelper, startHelper } from '../desktop/helper.ts';
import { FolderWindow } from '../windows/folder.ts';
import { StatusWindow } from '../windows/status.ts';
import { expect, test } from './test.ts';

test.use({ files: handsFree });

test('a helper killed in the middle of a call is told with a number, and the next dial connects again', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  await folder.chooseFor('Demo ISP', 'Status');
  const status = await StatusWindow.of(dialler, 'Demo ISP');
  await endHelper('SIGKILL');
  await expect(folder.icon('Demo ISP')).toContainText('Error 834');
  await expect(status.page.getByText(/Error 834/)).toBeVisible();
  await status.press('OK');

  await startHelper();
  await folder.doubleClick('Demo ISP');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
});
