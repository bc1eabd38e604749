import { accounts, handsFree, isp } from '../desktop/exchange.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { StatusWindow } from '../windows/status.ts';
import { expect, test } from './test.ts';

test.use({ files: handsFree });

test('windows that reload in the middle of a call come back with the right picture, and agree', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  await folder.chooseFor('Demo ISP', 'Status');
  const status = await StatusWindow.of(dialler, 'Demo ISP');
  // Nobody reloads what is not there yet; nor does a browser.
  await expect(status.page).toHaveTitle('Connected to Demo ISP');
  await status.page.reload();
  await folder.page.reload();
  await expect(status.page).toHaveTitle('Connected to Demo ISP');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  await status.press('Disconnect');
  await folder.idle('Demo ISP');
});

test.describe('on a line where nobody answers', () => {
  test.use({
    files: {
      entries: [isp({ phone: '555-0111' })],
      credentials: { 'Demo ISP': accounts['Demo ISP'] },
      settings: { promptBeforeDialing: false },
    },
  });

  test('the progress of a dial is still there after a reload', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    const connecting = await ConnectingWindow.of(dialler, 'Demo ISP');
    await expect(connecting.page.getByText('Dialing...').first()).toBeVisible();
    await connecting.page.reload();
    await expect(connecting.page.getByText('Dialing...').first()).toBeVisible();
    await connecting.press('Cancel');
    await dialler.gone('connecting');
  });
});
