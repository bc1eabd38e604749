import { intranet, load } from '../desktop/intranet.ts';
import { accounts } from '../desktop/exchange.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { FolderWindow } from '../windows/folder.ts';
import { StatusWindow } from '../windows/status.ts';
import { expect, test } from './test.ts';

test('a double-click dials the provider, tunnels to the office, and the intranet page loads', async ({
  dialler,
  desktop,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Office');
  const connect = await ConnectWindow.of(dialler, 'Office');
  await connect.logOn(accounts['Demo ISP'].password, 'Demo ISP');
  await connect.logOn(accounts.Office.password, 'Office');
  await connect.connect();
  await dialler.gone('connect');

  const established = await dialler.window('established', 'Office');
  await expect(established).toHaveTitle('Connection Established');
  await expect(folder.icon('Office')).toContainText(/connected/i);
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  expect(await load(desktop, intranet)).toContain('<title>');

  await established.getByRole('button', { name: 'More Information...' }).click();
  const status = await StatusWindow.of(dialler, 'Office');
  await expect(status.page).toHaveTitle('Connected to Office');
  await status.press('Disconnect');
  await folder.idle('Office');
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
});

test.describe('with passwords that are kept, and no questions', () => {
  test.use({
    files: {
      entries: [
        {
          name: 'Demo ISP',
          device: { kind: 'modem', port: '/dev/shm/modem0', flow: 'none' },
          phone: '555-0100',
          user: 'dialin',
        },
      ],
      credentials: { 'Demo ISP': accounts['Demo ISP'] },
      settings: { promptBeforeDialing: false, confirmConnected: false },
    },
  });

  test('a double-click is all it takes', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    await dialler.window('connecting', 'Demo ISP');
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
    await dialler.gone('connecting');
    expect(dialler.find('established')).toBeUndefined();
  });
});
