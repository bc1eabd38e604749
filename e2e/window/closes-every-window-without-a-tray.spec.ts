import { handsFree } from '../desktop/exchange.ts';
import { connections } from '../desktop/helper.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

/** A desktop without a tray host. */
test.use({ panel: false });

const connected = async (): Promise<string[]> =>
  (await connections()).filter(({ state }) => state === 'connected').map(({ entry }) => entry);

test.describe('with the setting to keep calls', () => {
  test.use({ files: handsFree });

  test('the program ends and the call stays, for the next start to show', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
    await dialler.gone('connecting');
    await folder.page.close();
    await dialler.ended();
    expect(await connected()).toEqual(['Demo ISP']);
    await dialler.run();
    await expect((await FolderWindow.of(dialler)).icon('Demo ISP')).toContainText(/connected/i);
  });
});

test.describe('with the setting to hang up', () => {
  test.use({ files: { ...handsFree, settings: { ...handsFree.settings, whenClosed: 'hang-up' } } });

  test('the program hangs up before it ends', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
    await dialler.gone('connecting');
    await folder.page.close();
    await dialler.ended();
    expect(await connected()).toEqual([]);
  });
});
