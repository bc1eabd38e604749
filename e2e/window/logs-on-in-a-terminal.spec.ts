import { accounts, isp } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({
  files: {
    entries: [isp({ phone: '555-0103', terminal: 'after' })],
    credentials: { 'Demo ISP': accounts['Demo ISP'] },
    settings: { promptBeforeDialing: false, confirmConnected: false },
  },
});

test('the terminal opens on the live line after dialling; logging on there and Continue connects', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.doubleClick('Demo ISP');
  const terminal = await dialler.window('terminal', 'Demo ISP');
  const screen = terminal.locator('.xterm-accessibility');
  await expect(screen).toContainText(/login/i);
  const { user, password } = accounts['Demo ISP'];
  await terminal.keyboard.type(`${user}\r`);
  await expect(screen).toContainText(/password/i);
  await terminal.keyboard.type(`${password}\r`);
  await expect(screen).toContainText('Type ppp to begin');
  await terminal.keyboard.type('ppp\r');
  // The other end starts PPP by itself, and the call goes on when its first frame comes.
  await expect(folder.icon('Demo ISP')).toContainText(/connected/i);
  await dialler.gone('terminal');
});
