import { until } from '../desktop/until.ts';
import { chooseInTray, tray } from '../desktop/tray.ts';
import { handsFree } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({ files: handsFree });

test('the tray shows speed and bytes, and its Disconnect hangs up', async ({ dialler, desktop }) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  const item = await until('the tray tells of the call', async () => {
    const seen = await tray(desktop);
    return seen?.tooltip.includes('Demo ISP') === true && /bytes/i.test(seen.tooltip) ? seen : undefined;
  });
  expect(item.tooltip).toMatch(/33,600 bps/);
  for (const word of ['Open', 'Status', 'Disconnect', 'Log', 'Exit'])
    expect(item.menu.some(({ label }) => label.startsWith(word))).toBe(true);
  const disconnect = item.menu.find(({ label }) => label.startsWith('Disconnect'));
  await chooseInTray(desktop, disconnect?.label ?? '');
  await folder.idle('Demo ISP');
});
