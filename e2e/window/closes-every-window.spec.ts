import { handsFree } from '../desktop/exchange.ts';
import { connections } from '../desktop/helper.ts';
import { chooseInTray, tray } from '../desktop/tray.ts';
import { until } from '../desktop/until.ts';
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
