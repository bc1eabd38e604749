import { accounts, isp } from '../desktop/exchange.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { haveLocations, locationsOf } from '../windows/dialing.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({ files: { entries: [isp({ useDialingRules: true })] } });

test('a number typed over in Connect To is dialed as it stands, in tones or pulses as the location says', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await haveLocations(dialler, locationsOf({ Home: {}, Attic: { dialling: 'pulse', outsideLocal: '9,' } }));
  await folder.doubleClick('Demo ISP');
  const connect = await ConnectWindow.of(dialler, 'Demo ISP');
  await connect.number.fill('555-0110');
  await expect(connect.willBeDialed).toHaveText('555-0110');
  await expect(connect.willBeDialed).not.toHaveAttribute('title', /Pulse/);
  await connect.dialingFrom.selectOption('Attic');
  await expect(connect.willBeDialed).toHaveAttribute('title', /Pulse dialing/);
  await expect(connect.willBeDialed).toHaveText('555-0110');
  await connect.logOn(accounts['Demo ISP'].password);
  await connect.connect();

  const connecting = await ConnectingWindow.of(dialler, 'Demo ISP');
  await expect(connecting.error).toContainText('Error 676');
  await connecting.press('Close');
  await folder.choose('Connections', 'Connection Log');
  const log = await dialler.window('log');
  // Of a number the log tells no more than how long it is.
  await expect(log.getByRole('row', { name: 'ATDP###-####' })).toBeVisible();
});
