import { accounts, handsFree, isp } from '../desktop/exchange.ts';
import { connections } from '../desktop/helper.ts';
import { chooseInTray, tray } from '../desktop/tray.ts';
import { until } from '../desktop/until.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

const connected = async (): Promise<string[]> =>
  (await connections()).filter(({ state }) => state === 'connected').map(({ entry }) => entry);

test.describe('where there is a tray', () => {
  test.use({ files: handsFree });

  test('the program lives on in it with the call, and Open brings the folder back', async ({
    dialler,
    desktop,
  }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
    await until('the tray tells of the call', async () =>
      (await tray(desktop))?.tooltip.includes('Demo ISP') === true ? true : undefined,
    );
    await folder.page.close();
    await dialler.gone('folder');
    expect(await connected()).toEqual(['Demo ISP']);
    expect(dialler.running).toBe(true);
    await chooseInTray(desktop, 'Open');
    const again = await FolderWindow.of(dialler);
    await expect(again.icon('Demo ISP')).toContainText(/connected/i);
  });
});

test.describe('while a number is dialled', () => {
  test.use({
    files: {
      entries: [isp({ phone: '555-0110', redial: { attempts: 1, pause: 10 } })],
      credentials: { 'Demo ISP': accounts['Demo ISP'] },
      settings: { promptBeforeDialing: false },
    },
  });

  test('a failure that nobody would see brings its window back', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    const connecting = await ConnectingWindow.of(dialler, 'Demo ISP');
    await expect(connecting.countdown).toBeVisible();
    await connecting.page.close();
    await folder.page.close();
    await dialler.gone('connecting');
    await dialler.gone('folder');
    const again = await ConnectingWindow.of(dialler, 'Demo ISP');
    await expect(again.error).toContainText('Error 676');
    await again.press('Close');
    await dialler.ended();
  });
});
