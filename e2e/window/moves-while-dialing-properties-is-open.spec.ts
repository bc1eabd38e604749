import { isp } from '../desktop/exchange.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { DialingWindow, haveLocations, locationsOf, locationsOnDisk } from '../windows/dialing.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({ files: { entries: [isp({ useDialingRules: true })] } });

const places = locationsOf({ Home: {}, 'Home 2': { outsideLocal: '8,' }, Hotel: { outsideLocal: '9,' } });

test('the location chosen in Connect To stays when Dialing Properties, open meanwhile, saves something else', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await haveLocations(dialler, places);
  await folder.doubleClick('Demo ISP');
  const connect = await ConnectWindow.of(dialler, 'Demo ISP');
  await connect.page.getByRole('button', { name: 'Dial Properties...' }).click();
  const dialing = await DialingWindow.of(dialler);
  await dialing.field('The area code is:').fill('206');

  await connect.dialingFrom.selectOption('Hotel');
  await expect(connect.willBeDialed).toHaveText('9,5550100');

  await dialing.press('OK');
  await dialler.gone('dialing');
  const saved = locationsOnDisk(dialler);
  expect(saved.current).toBe('Hotel');
  expect(saved.locations.map(({ name, areaCode }) => [name, areaCode])).toEqual([
    ['Home', '206'],
    ['Home 2', ''],
    ['Hotel', ''],
  ]);
  await expect(connect.dialingFrom).toHaveValue('Hotel');
});

test('the location chosen in Dialing Properties is in force after Apply, and OK without a change leaves it to others', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await haveLocations(dialler, places);
  await folder.choose('Connections', 'Dialing Properties');
  const dialing = await DialingWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  const connect = await ConnectWindow.of(dialler, 'Demo ISP');
  await dialing.from.selectOption('Home 2');
  await dialing.press('Apply');
  await expect(connect.dialingFrom).toHaveValue('Home 2');
  await connect.dialingFrom.selectOption('Hotel');
  await expect(connect.willBeDialed).toHaveText('9,5550100');
  await dialing.press('OK');
  await dialler.gone('dialing');
  expect(locationsOnDisk(dialler)).toEqual({ ...places, current: 'Hotel' });
});

test('a name that on the way to another is that of a neighbour renames the location it was typed for', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await haveLocations(dialler, places);
  await folder.choose('Connections', 'Dialing Properties');
  const dialing = await DialingWindow.of(dialler);
  await dialing.from.selectOption('Home 2');
  await dialing.field('Name:').press('End');
  for (const key of ['Backspace', 'Backspace', 's', 't', 'e', 'a', 'd'])
    await dialing.page.keyboard.press(key);
  await dialing.press('OK');
  await dialler.gone('dialing');
  const saved = locationsOnDisk(dialler);
  expect(saved.current).toBe('Homestead');
  expect(saved.locations.map(({ name, outsideLocal }) => [name, outsideLocal])).toEqual([
    ['Home', ''],
    ['Homestead', '8,'],
    ['Hotel', '9,'],
  ]);
});
