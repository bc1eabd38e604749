import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialler } from '../desktop/dialler.ts';
import { isp, office } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({
  files: {
    entries: [isp(), office(), isp({ name: 'Old Mailbox' })],
    // As a version wrote them that remembered the column alone.
    settings: { folder: { view: 'details', arrange: 'name', statusBar: true } },
  },
});

const made = 'Make New Connection';

function remembered(dialler: Dialler): unknown {
  const path = join(dialler.home, '.config/dial-up-networking/settings.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { folder: unknown }).folder;
}

test('the folder is sorted after a restart as it was before, the other way round too', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await expect(folder.names).toHaveText([made, 'Demo ISP', 'Office', 'Old Mailbox']);
  await folder.heading('Name').click();
  await expect(folder.names).toHaveText([made, 'Old Mailbox', 'Office', 'Demo ISP']);
  await expect(folder.heading('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect
    .poll(() => remembered(dialler))
    .toEqual({ view: 'details', arrange: 'name', descending: true, statusBar: true });

  await dialler.close();
  await dialler.run();
  const again = await FolderWindow.of(dialler);
  await expect(again.names).toHaveText([made, 'Old Mailbox', 'Office', 'Demo ISP']);
  await expect(again.heading('Name')).toHaveAttribute('aria-sort', 'descending');

  // Another column, and the menu, begin at its beginning.
  await again.heading('Device Name').click();
  await expect(again.heading('Device Name')).toHaveAttribute('aria-sort', 'ascending');
  await again.heading('Device Name').click();
  await again.choose('View', 'Arrange Icons', 'by Name');
  await expect(again.names).toHaveText([made, 'Demo ISP', 'Office', 'Old Mailbox']);
});
