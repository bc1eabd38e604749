/** What main gets for `import … from 'electron'` when it runs on an installed Chromium. */
export { app } from './app/app.ts';
export { ipcMain } from './page/ipc-main.ts';
export { protocol } from './page/protocol.ts';
export { session } from './page/session.ts';
export { HostBrowserWindow as BrowserWindow } from './window/browser-window.ts';
