import { accounts, isp } from '../desktop/exchange.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({
  files: {
    entries: [isp({ phone: '555-0110', redial: { attempts: 1, pause: 5 } })],
    credentials: { 'Demo ISP': accounts['Demo ISP'] },
    settings: { promptBeforeDialing: false },
  },
});

test('a busy number counts down to the next try, then gives up with error 676, and Redial tries again', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  const connecting = await ConnectingWindow.of(dialler, 'Demo ISP');
  await expect(connecting.countdown).toBeVisible();
  await expect(connecting.error).toContainText('Error 676');
  await connecting.press('Redial');
  await expect(connecting.countdown).toBeVisible();
  await expect(connecting.error).toContainText('Error 676');
  await connecting.press('Close');
  await dialler.gone('connecting');
});
