import { execFileSync } from 'node:child_process';
import { accounts, isp } from '../desktop/exchange.ts';
import type { Keyring } from '../desktop/keyring.ts';
import { openKeyring } from '../desktop/keyring.ts';
import { ConnectWindow } from '../windows/connect.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test as plain } from './test.ts';

const { password } = accounts['Demo ISP'];

const test = plain.extend<{ keyring: Keyring }>({
  keyring: async ({ desktop }, use) => {
    const keyring = openKeyring(desktop);
    await use(keyring);
    await keyring.close();
  },
});

test.describe('with a keyring', () => {
  test.use({ files: { entries: [isp()], settings: { confirmConnected: false } } });

  // The keyring first, so that the program finds it.
  test('a saved password is in the keyring and nowhere else, and the next dial needs no typing', async ({
    keyring,
    dialler,
  }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    const first = await ConnectWindow.of(dialler, 'Demo ISP');
    await expect(first.savePassword).toBeEnabled();
    await first.tickSavePassword();
    await expect(first.savePassword).toBeChecked();
    await first.logOn(password);
    await first.connect();
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
    expect(await keyring.contents()).toContain(password);
    expect(() => execFileSync('grep', ['-rF', password, dialler.home])).toThrow();

    await folder.chooseFor('Demo ISP', 'Disconnect');
    await folder.idle('Demo ISP');
    await folder.doubleClick('Demo ISP');
    const second = await ConnectWindow.of(dialler, 'Demo ISP');
    await expect(second.savePassword).toBeChecked();
    await second.connect();
    await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  });
});

test.describe('without a keyring', () => {
  test.use({ files: { entries: [isp()] } });

  test('Save password is disabled, and says why', async ({ dialler }) => {
    const folder = await FolderWindow.of(dialler);
    await folder.doubleClick('Demo ISP');
    const connect = await ConnectWindow.of(dialler, 'Demo ISP');
    await expect(connect.savePassword).toBeDisabled();
    await expect(connect.savePassword).toHaveAccessibleDescription(
      /No program on this desktop keeps passwords/,
    );
  });
});
