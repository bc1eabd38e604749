/** What main gets for `import … from 'electron'` when it runs on an installed Chromium. */
export { app } from './app/app.ts';
export { dialog } from './dialog/dialog.ts';
export { ipcMain } from './page/ipc-main.ts';
export { protocol } from './page/protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './page/session.ts';
export { HostMenu as Menu } from './tray/menu.ts';
export { HostTray as Tray } from './tray/tray.ts';
export { HostBrowserWindow as BrowserWindow } from './window/browser-window.ts';
